// Makes data/pci.ids.gz from a `pci.ids` file: `node scripts/refresh-pci-ids.mjs PATH`. The newest list is Debian's package
// `pci.ids` (suite sid; `dpkg-deb -x` unpacks it to usr/share/misc/pci.ids). Vendors and devices alone are kept, because the
// package has to stay small. Like stands beside like, which compresses best; server/features/pci-names.ts reads the form:
//
//   pci.ids 2026-10-24     the date of the list
//   step TAB name          each vendor; a step is hexadecimal: how far the number is from the one before (from -1 for the
//                          first), empty for 1
//   name                   each device, those of the first vendor first
//   step,step              the devices of each vendor, in the same order; a line without anything: none
//
// with a line that is a form feed between the parts.

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inRoot } from './paths.mjs';

/** Of the text of a `pci.ids` file. */
export function compactPciIds(text) {
  const date = /^#\s+Date:\s+(\d{4}-\d{2}-\d{2})/m.exec(text)?.[1];
  if (date === undefined) throw new Error('expected a line `# Date: YYYY-MM-DD` in the list, found none');
  const vendors = vendorsOf(text);
  if (vendors.length === 0) throw new Error('expected vendors in the list, found none');
  const steps = stepsOf(vendors);
  const parts = [
    vendors.map(({ name }, index) => `${steps[index]}\t${name}`),
    vendors.flatMap(({ devices }) => devices.map((device) => device.name)),
    // The one device 0000 would be an empty line.
    vendors.map(({ devices }) => stepsOf(devices).join(',') || (devices.length === 0 ? '' : '1')),
  ];
  return [`pci.ids ${date}`, ...parts.map((lines) => lines.join('\n'))].join('\n\f\n');
}

/** The classes at the end of the list begin with `C`; subsystems are two tabs deep. */
function vendorsOf(text) {
  const vendors = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^C /.test(line)) break;
    const [, tab, id, name] = /^(\t?)([0-9a-f]{4}) {2}(.*)$/.exec(line) ?? [];
    if (id === undefined) continue;
    const entry = { id: parseInt(id, 16), name: name.replaceAll(/\s+/g, ' ').trim() };
    if (tab === '') vendors.push({ ...entry, devices: [] });
    else vendors.at(-1)?.devices.push(entry);
  }
  return vendors.map(({ devices, ...vendor }) => ({ ...vendor, devices: sorted(devices) })).sort(byId);
}

/** An id that stands twice keeps its first name. */
function sorted(devices) {
  return devices.sort(byId).filter(({ id }, index) => index === 0 || id !== devices[index - 1].id);
}

function byId(one, other) {
  return one.id - other.id;
}

function stepsOf(entries) {
  return entries.map(({ id }, index) => {
    const step = id - (index === 0 ? -1 : entries[index - 1].id);
    return step === 1 ? '' : step.toString(16);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , from] = process.argv;
  if (from === undefined) throw new Error('expected the path of a pci.ids file, as in usr/share/misc/pci.ids');
  const compact = compactPciIds(fs.readFileSync(from, 'utf8'));
  const compressed = gzipSync(compact, { level: 9 });
  fs.writeFileSync(inRoot('data', 'pci.ids.gz'), compressed);
  console.log(`data/pci.ids.gz: ${compact.split('\n', 1)[0]}, ${compressed.length} bytes`);
}
