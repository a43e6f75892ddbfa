// A document of one page, and texts.
import { Buffer } from 'node:buffer';

const LINES = [
  'Brief: the new web site',
  '',
  'Who comes: customers who look for support, and people who compare prices.',
  'What they need: an answer within a minute.',
  'Until when: before the release of spring.',
];

/** A PDF by hand: six objects and a table of where they begin. */
function pdf() {
  const text = LINES.map(
    (line, nth) => `BT /F1 ${nth === 0 ? 20 : 12} Tf 60 ${760 - nth * 30} Td (${line}) Tj ET`,
  ).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, nth) => {
    const place = file.length;
    file += `${nth + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

const BUDGET =
  'Item;Hours;Price\nDesign;40;3200\nTexts in two languages;24;1680\nPhotos;8;900\nBuilding it;72;6120\nReserve;;1200\n';

const BUILD = Array.from({ length: 36 }, (_, nth) => {
  const page = ['index', 'prices', 'team', 'contact', 'jobs', 'press'][nth % 6];
  const seconds = String(Math.floor(nth / 6)).padStart(2, '0');
  return `09:41:${seconds} ${nth % 6 === 0 ? 'build' : 'page '} ${nth < 18 ? 'en' : 'fr'}/${page}.html ${(12 + ((nth * 37) % 90)).toString().padStart(4)} ms`;
}).join('\n');

export const papers = () => [
  ['brief.pdf', pdf()],
  ['budget.csv', Buffer.from(BUDGET)],
  ['build.log', Buffer.from(`${BUILD}\n09:41:06 done  36 pages, 0 problems\n`)],
];
