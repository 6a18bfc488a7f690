select cast(current_database() as text)
