import type { SeedUser } from '../seed/seed.js';

/** @param digits the last two of the uuid and of the extension */
function person(
  digits: string,
  username: string,
  firstname: string,
  lastname: string,
  email = `${username}@demo.example`,
): SeedUser {
  return {
    uuid: `de300000-0000-4000-8000-0000000000${digits}`,
    username,
    firstname,
    lastname,
    email,
    exten: `10${digits}`,
  };
}

const withPassword = (user: SeedUser): SeedUser => ({ ...user, password: `${user.username}-demo` });

/** The four whom one can be, and colleagues who make the directory worth searching. */
export const PEOPLE: readonly SeedUser[] = [
  withPassword(person('01', 'alice', 'Alice', 'Aubert')),
  withPassword(person('02', 'bob', 'Bob', 'Bergeron')),
  withPassword(person('03', 'carol', 'Carol', 'Côté')),
  withPassword(person('04', 'dave', 'Dave', 'Dubois')),
  person('11', 'amina', 'أمينة', 'الحسيني'),
  person('12', 'yuki', '佐藤', '結衣'),
  person('13', 'olena', 'Олена', 'Шевченко'),
  person('14', 'soren', 'Søren', 'Ødegård'),
  person('15', 'siobhan', 'Siobhán', 'O’Sullivan'),
  person('16', 'nguyen', 'Nguyễn', 'Thị Minh Khai'),
  person('17', 'zoe', 'Zoë', 'Müller-Lüdenscheidt'),
  person('18', 'elodie', 'Élodie', 'Tremblay'),
  person('19', 'jose', 'José', 'Núñez'),
  {
    ...person(
      '20',
      'wolfe',
      'Wolfeschlegelsteinhausenbergerdorff',
      'Adolphus Blaine Charles David Earl Frederick Gerald',
    ),
    mobile_phone_number: '+1 215 555 0120',
  },
  person('21', 'priya', 'Priya', 'Raghunathan'),
];
