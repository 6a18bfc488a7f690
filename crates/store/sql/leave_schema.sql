select
  set_config('role', 'none', true),
  set_config('search_path', '', true)
