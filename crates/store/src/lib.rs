//! The one room with SQL: events kept per audience, on SQLite and PostgreSQL.
