// Protects what a renaming promises, on random machines over several files, whole and broken: every machine that the files
// make up keeps its verdicts and its findings, and renaming back gives the texts of before.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { namedIn, referencesIn } from '../../server/features/names';
import { rename, type Renamed } from '../../server/features/rename/rename';
import type { Analysis, Evaluation } from '../../server/language/analysis';
import type { TextRange } from '../../server/language/diagnostic';
import { fuzzRuns } from '../fuzz-runs';
import { FOLDER } from '../language/fixture';
import { analyseTexts } from './machine';

type Texts = Readonly<Record<string, string>>;

const DEVICES = ['alpha', 'bravo', 'charlie', 'delta', 'echo'] as const;
const ROOTS = ['main.p2p', 'other.p2p'] as const;
const NEW_NAME = 'xylophone';

/** One is declared nowhere. */
const device = fc.constantFrom(...DEVICES, 'zulu');
const ref = fc.tuple(device, fc.constantFrom('', '', '', '.vf0', '.vf3', '.vf*')).map((parts) => parts.join(''));
const refs = fc.array(ref, { minLength: 1, maxLength: 3 }).map((all) => all.join(', '));

const question = fc.oneof(
  fc.tuple(refs, refs, fc.constantFrom('', ' = bus_addr', ' = supported')).map(([a, b, c]) => `pair ${a} -> ${b}${c}`),
  fc.tuple(ref, fc.constantFrom('', ' = 2 segments')).map(([client, expected]) => `map read -> ${client}${expected}`),
  fc.tuple(refs, ref).map(([clients, chosen]) => `provider for ${clients} = ${chosen}`),
  fc.tuple(ref, ref, ref).map(([a, b, c]) => `nvmet target {\n  port ${a}\n  namespace ${b} p2pmem ${c} = ${c}\n}`),
  fc.tuple(refs, ref).map(([a, b]) => `scenario stock {\n  cmdline ""\n  pair ${a} -> ${b}\n}`),
);

/** `main.p2p` includes two files of questions, `other.p2p` one of them: it has a machine of its own with the same names. */
const wholeTexts: fc.Arbitrary<Texts> = fc
  .tuple(
    fc.shuffledSubarray([...DEVICES], { minLength: 3 }),
    fc.array(question, { maxLength: 4 }),
    fc.array(question, { maxLength: 4 }),
  )
  .map(([names, first, second]) => ({
    'main.p2p': `include "first.p2p"\ninclude "second.p2p"\n${machine(names)}sgl read {\n  p2pmem ${names[0] ?? ''} 4KiB\n  ram 8KiB\n}\n`,
    'other.p2p': `${machine([...names].reverse())}sgl read {\n  ram 4KiB\n}\ninclude "second.p2p"\n`,
    'first.p2p': `${first.join('\n')}\n`,
    'second.p2p': `${second.join('\n')}\n`,
  }));

function machine(names: readonly string[]): string {
  const devices = names.map((name, index) =>
    index % 2 === 0
      ? `    port { nvme ${name} { bar 4 4MiB p2pmem published } }`
      : `    port { nic ${name} { vfs 2 } }`,
  );
  return `kernel 6.15\niommu on\nhost_bridge pci0 [8086:09a2] {\n  root_port { switch sw0 {\n${devices.join('\n')}\n  } }\n}\n`;
}

/** A few characters of one of the texts are gone. */
const brokenTexts = fc
  .tuple(wholeTexts, fc.nat(3), fc.nat(), fc.integer({ min: 1, max: 6 }))
  .map(([texts, file, from, count]): Texts => {
    const name = Object.keys(texts)[file] ?? '';
    const text = texts[name] ?? '';
    const at = from % (text.length + 1);
    return { ...texts, [name]: text.slice(0, at) + text.slice(at + count) };
  });

const analysesOf = (texts: Texts): readonly Analysis[] => ROOTS.map((root) => analyseTexts(texts, root));

/** Places of names, declared or used, in the first machine. */
function places(analysis: Analysis): readonly { readonly file: string; readonly range: TextRange }[] {
  return analysis.files.flatMap(({ uri }) => [
    ...namedIn(analysis, uri).map(({ nameRange }) => ({ file: uri, range: nameRange })),
    ...referencesIn(analysis, uri).map(({ nameRange }) => ({ file: uri, range: nameRange })),
  ]);
}

function applied(texts: Texts, { edits }: Renamed): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, applyEdits(FOLDER + name, text, edits)]),
  );
}

/** All that a machine says, its findings without the proposal of a similar name: that may be another one. */
function said(analysis: Analysis): string {
  const written = (file: string, { start, end }: TextRange): string =>
    analysis.files.find(({ uri }) => uri === file)?.text.slice(start, end) ?? '';
  const findings = analysis.diagnostics.map(({ code, file, range, message }) => [
    code,
    written(file, range),
    code === 'name-unknown' ? message.slice(0, message.lastIndexOf(';')) : message,
  ]);
  return JSON.stringify([findings, analysis.evaluations.map(answers)], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

function answers({ pairs, maps, providers, nvmet }: Evaluation): unknown {
  return [
    pairs.map(({ verdicts, holds }) => [
      holds,
      verdicts.map(({ provider, client, mapType, distance }) => [provider, client, mapType, distance]),
    ]),
    maps.map(({ mapping, holds }) => [holds, mapping?.client, mapping?.result]),
    providers.map(({ answer, holds }) => [holds, answer]),
    nvmet.map(({ results }) => results.map(({ holds, result, stored }) => [holds, result, stored])),
  ];
}

function check(texts: Texts, pick: number, mayRefuse: boolean): void {
  const before = analysesOf(texts);
  const [first] = before;
  if (first === undefined) throw new Error('expected a machine, found none');
  const all = places(first);
  const place = all[pick % all.length];
  fc.pre(place !== undefined);
  const oldName = nameAt(texts, place);
  fc.pre(!before.some((analysis) => isTwice(analysis, oldName)));
  const answer = rename(before, place.file, place.range.end, NEW_NAME);
  if ('refused' in answer) {
    expect(mayRefuse || answer.refused.startsWith(`\`${oldName}\` is declared nowhere`), answer.refused).toBe(true);
    return;
  }
  const after = applied(texts, answer);
  const renamed = analysesOf(after);
  expect(renamed.map((each) => said(each).replaceAll(NEW_NAME, oldName))).toEqual(before.map(said));

  const moved = places(renamed[0] ?? first)[pick % all.length];
  const back = rename(renamed, moved?.file ?? '', moved?.range.end ?? 0, oldName);
  expect('refused' in back ? back.refused : applied(after, back)).toEqual(texts);
}

/** Of two things of one name one keeps it, so what was said of the two is not said any more. */
function isTwice({ diagnostics }: Analysis, name: string): boolean {
  return diagnostics.some(({ code, message }) => code === 'name-duplicate' && message.startsWith(`\`${name}\``));
}

function nameAt(texts: Texts, { file, range }: { readonly file: string; readonly range: TextRange }): string {
  return (texts[file.slice(FOLDER.length)] ?? '').slice(range.start, range.end);
}

describe('a renaming keeps verdicts and findings, and renaming back gives the text of before', () => {
  test('whole machines', () => {
    fc.assert(
      fc.property(wholeTexts, fc.nat(), (texts, pick) => {
        check(texts, pick, false);
      }),
      { numRuns: fuzzRuns(30) },
    );
  });

  test('broken machines', () => {
    fc.assert(
      fc.property(brokenTexts, fc.nat(), (texts, pick) => {
        check(texts, pick, true);
      }),
      { numRuns: fuzzRuns(50) },
    );
  });
});
