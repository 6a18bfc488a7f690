insert into leaf (number, event, entry, salt, hashes)
values (0, 1, 'entry', 'sealed', 'hashes'), (1, 2, 'entry', '', 'hashes');

insert into log_key (number, vkey, seed) values (0, 'log', 'sealed');

insert into cosignature (size, line, vkey) values (2, 'line', 'witness');
