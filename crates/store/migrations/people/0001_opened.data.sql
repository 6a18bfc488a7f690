insert into kept_case (id, opened_at) values ('harbour', 1);

insert into audience (name) values ('public'), ('plenary'), ('team'), ('room-north');

insert into data_key (audience, held_under, body)
values
    ('public', 'plain', 'key'),
    ('plenary', 'team', 'sealed'),
    ('room-north', 'team', 'sealed'),
    ('plenary', 'room-north', 'sealed');

insert into account (id, home, handle, salt, memory_kib, passes, box, card, made_at)
values ('a1', 'room-north', 'h1', 'salt', 64, 1, 'sealed', 'sealed', 2);

insert into attempt (handle, count, since) values ('h1', 3, 4);

insert into invitation (id, home, state, box, card, made_at, ends_at)
values
    ('i1', 'team', 'open', 'sealed', 'sealed', 2, 9),
    ('i2', 'room-north', 'used', '', 'sealed', 2, 9);

insert into session (id, home, account, box, card, made_at, seen_at, idle_at, ends_at)
values ('s1', 'room-north', 'a1', 'sealed', 'sealed', 2, 3, 8, 9);
