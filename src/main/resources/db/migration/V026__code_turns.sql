-- Who asks for a code waits here for whoever asks at the same address: letters are counted one after the other. An address
-- has its row by its id, be it somebody's or nobody's; the rows never change and tell nothing.

create table page_code_turn (
    n integer primary key
);
insert into page_code_turn (n) select generate_series(0, 255);

grant select, update on page_code_turn to ${service};
