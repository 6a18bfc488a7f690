update log_key set guarded = 1, handover = 'proof' where number = 0;

insert into witness (vkey) values ('witness');
