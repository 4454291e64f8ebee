// Writes odk-*.csv with ODK Central's own exporter:
// python -m exports.real.kobo_form | node tests/exports/real/odk.mjs FOLDER-OF-CENTRAL-BACKEND

import { createRequire } from 'node:module';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, json } from 'node:stream/consumers';

const central = createRequire(resolve(process.argv[2], 'package.json'));
const { streamBriefcaseCsvs } = central('./lib/data/briefcase');
const { getFormFields } = central('./lib/data/schema');
const { Form } = central('./lib/model/frames');

/** @typedef {{form: string, sent: string[]}} Made A form, and what was sent of each person. */

/** @type {(number: number) => string | null} What a person who runs the survey said of a response. */
const reviewed = (number) => ({ 1: 'approved', 2: 'hasIssues', 3: 'edited', 12: 'rejected' })[number] ?? null;

/** @type {(xml: string, number: number, state: string | null) => object} A row as Central's database hands it over. */
const submission = (xml, number, state) => ({
  xml,
  instanceId: /<instanceID>(.*)<\/instanceID>/.exec(xml)[1],
  createdAt: new Date(/<end>(.*)<\/end>/.exec(xml)[1]),
  reviewState: state,
  deviceId: number % 2 ? 'collect:tok3nOfADevice' : null, // a browser has none
  def: { localKey: null },
  aux: {
    attachment: { present: 0, expected: 0 },
    edit: { count: state === 'edited' ? 1 : 0 },
    encryption: {},
    exports: { formVersion: '2026110100' },
    submitter: number % 2 ? { id: 7, displayName: 'Jo Nameson' } : null, // nobody, by a public link
  },
});

/** @type {(name: string, made: Made, options?: {groupPaths?: boolean, review?: boolean}) => Promise<void>} */
const write = async (name, { form, sent }, { groupPaths = true, review = false } = {}) => {
  const fields = (await getFormFields(form)).map((field) => new Form.Field(field));
  const listed = review ? sent : sent.slice(0, 12);
  const rows = listed.map((xml, number) => submission(xml, number, review ? reviewed(number) : null));
  const csv = streamBriefcaseCsvs(Readable.from(rows), fields, 'speedbumps', null, null, true, { groupPaths });
  const stream = csv.pipeline((error) => { if (error) throw error; });
  await writeFile(new URL(name, import.meta.url), await buffer(stream));
};

const made = /** @type {Record<string, Made>} */ (await json(process.stdin));
await write('odk-paths.csv', made.plain);
await write('odk-names.csv', made.plain, { groupPaths: false });
await write('odk-review.csv', made.plain, { groupPaths: false, review: true });
await write('odk-tables.csv', made['table-list']);
