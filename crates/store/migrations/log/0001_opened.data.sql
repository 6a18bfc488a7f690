update head set number = 2 where id = 1;

insert into event (number, id, version, body)
values
    (1, '00000000000000000000000000000001', 1, 'sealed'),
    (2, '00000000000000000000000000000002', 1, 'sealed');
