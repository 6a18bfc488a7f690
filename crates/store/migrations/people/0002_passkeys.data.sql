insert into passkey (id, home, account, card, made_at)
values ('p1', 'room-north', 'a1', 'sealed', 5);

insert into challenge (id, home, account, box, ends_at)
values ('c1', 'room-north', 'a1', 'sealed', 9);
