select
  set_config('role', $1, true),
  set_config('search_path', $2, true),
  set_config('synchronous_commit', 'on', true)
