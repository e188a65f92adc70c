create table students(id int primary key, name text, grade int);
create table courses(id int primary key, title text, credits smallint default 3);
create table enrollments(student_id int references students, course_id int references courses, score real, primary key(student_id, course_id));

insert into students values (1,'Zoe',10),(2,'Yan',11),(3,'Xia',10),(4,'Wes',12);
insert into courses values (1,'Math',4),(2,'Art',2),(3,'History');

insert into courses values (3,'History',default);
insert into enrollments values (1,1,91.5),(1,2,78),(2,1,64.25),(3,3,88),(3,1,null);

insert into courses(id,title) values (3,'History');

insert into enrollments values (3,3,88);

select s.name, c.title, e.score from students s join enrollments e on e.student_id=s.id join courses c on c.id=e.course_id order by s.name, c.title;

select s.name, avg(e.score), count(e.score), count(*) from students s left join enrollments e on s.id=e.student_id group by s.id, s.name order by s.id;

select title, round(avg(score)::numeric,1) from courses left join enrollments on id=course_id group by title order by title;

select name from students where id not in (select student_id from enrollments);

select name from students s where exists (select from enrollments e where e.student_id=s.id and score>90);

select grade, array_agg(name order by name desc) as names, count(*) from students group by grade order by grade;

select case when score>=90 then 'A' when score>=80 then 'B' when score is null then '-' else 'C' end as mark, count(*) from enrollments group by 1 order by 1;

select name, score, score > all (select score from enrollments where course_id=2 and score is not null) from enrollments join students on id=student_id order by 1,2;

select max(score), min(score), sum(score) from enrollments;

update enrollments set score = score + 5 where course_id = 1 returning *;

select score * 2, score / 3, score::int from enrollments order by score;

alter table students add column email text unique;

update students set email = lower(name) || '@school.org';

select * from students order by id desc;

alter table students alter column grade type text;

\d students

alter table students alter column grade type int;

alter table students alter column grade type int using grade::int;

select name, grade from students where grade > 10;

truncate students;

truncate enrollments, students restart identity cascade;

select count(*) from students;

select 'done' as status;
