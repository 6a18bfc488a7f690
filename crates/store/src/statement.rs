//! The statements: one a file in `sql/`, the same text for SQLite and PostgreSQL.
//!
//! Invariant: no statement is put together from pieces; what varies is a parameter.

/// A statement: its name and its text.
pub(crate) type Statement = &'static str;

macro_rules! statements {
    ($($name:ident = $file:literal),+ $(,)?) => {
        $(pub(crate) const $name: Statement = include_str!(concat!("../sql/", $file, ".sql"));)+
    };
}

// of each volume
statements! {
    KEPT_VERSION = "kept_version",
    ADD_VERSION = "add_version",
}

// of a log
statements! {
    HEAD = "head",
    MOVE_HEAD = "move_head",
    ADD_EVENT = "add_event",
    EVENT_NUMBER = "event_number",
    EVENTS_AFTER = "events_after",
    ADD_LEAF = "add_leaf",
    ERASE_EVENT = "erase_event",
    WIPE_SALT = "wipe_salt",
    LAST_LEAF = "last_leaf",
    LEAF_OF_EVENT = "leaf_of_event",
    LEAVES_AFTER = "leaves_after",
    HASHES_OF_LEAVES = "hashes_of_leaves",
    ADD_LOG_KEY = "add_log_key",
    LOG_KEYS = "log_keys",
    ADD_COSIGNATURE = "add_cosignature",
    COSIGNATURES = "cosignatures",
    GUARD_LOG_KEY = "guard_log_key",
    HAND_OVER = "hand_over",
    WIPE_LOG_KEYS = "wipe_log_keys",
    ADD_WITNESS = "add_witness",
    WITNESSES = "witnesses",
}

// of the lock
statements! {
    LAY_SIGNED_HEADS = "lay_signed_heads",
    SIGNED_HEAD = "signed_head",
    ADD_SIGNED_HEAD = "add_signed_head",
    MOVE_SIGNED_HEAD = "move_signed_head",
}

// of shared work
statements! {
    LAY_SHARES = "lay_shares",
    LAST_SHARE = "last_share",
    ADD_SHARE = "add_share",
    LATE_SHARE = "late_share",
    TAKE_LATE_SHARE = "take_late_share",
    GIVE_SHARE = "give_share",
    SHARES_GIVEN = "shares_given",
    COUNT_SHARES_GIVEN = "count_shares_given",
    FORGET_SHARES = "forget_shares",
}

// of the people
statements! {
    ACCOUNTS_OF_HANDLE = "accounts_of_handle",
    ACCOUNTS_OF_HOME = "accounts_of_home",
    ADD_ACCOUNT = "add_account",
    ADD_ATTEMPT = "add_attempt",
    ADD_AUDIENCE = "add_audience",
    ADD_CASE = "add_case",
    ADD_CHALLENGE = "add_challenge",
    ADD_DATA_KEY = "add_data_key",
    ADD_INVITATION = "add_invitation",
    ADD_PASSKEY = "add_passkey",
    ADD_SESSION = "add_session",
    CLEAR_ATTEMPT = "clear_attempt",
    CHANGE_ACCOUNT = "change_account",
    CHANGE_PASSKEY = "change_passkey",
    CLOSE_ACCOUNT = "close_account",
    AUDIENCES = "audiences",
    ALL_ACCOUNTS = "all_accounts",
    ALL_DATA_KEYS = "all_data_keys",
    ALL_INVITATIONS = "all_invitations",
    ALL_PASSKEYS = "all_passkeys",
    COPY_INVITATION = "copy_invitation",
    DATA_KEYS = "data_keys",
    END_CHALLENGES_OF_ACCOUNT = "end_challenges_of_account",
    END_INVITATION = "end_invitation",
    END_OLD_CHALLENGES = "end_old_challenges",
    END_OLD_SESSIONS = "end_old_sessions",
    END_PASSKEY = "end_passkey",
    END_PASSKEYS_OF_ACCOUNT = "end_passkeys_of_account",
    END_SESSION = "end_session",
    END_SESSIONS_OF_ACCOUNT = "end_sessions_of_account",
    INVITATION = "invitation",
    INVITATIONS_OF_HOME = "invitations_of_home",
    KEPT_CASE = "kept_case",
    PASSKEYS_OF_ACCOUNT = "passkeys_of_account",
    SEE_SESSION = "see_session",
    SESSION = "session",
    SESSIONS_OF_HOME = "sessions_of_home",
    TAKE_CHALLENGE = "take_challenge",
}

// of PostgreSQL alone
statements! {
    DATABASE = "database",
    ENTER_SCHEMA = "enter_schema",
    HOLD_NAME = "hold_name",
    NOTIFY = "notify",
    LEAVE_SCHEMA = "leave_schema",
    ROLES = "roles",
    SCHEMA = "schema",
    SCHEMAS = "schemas",
}
