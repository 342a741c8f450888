// The examples are the first files that anybody opens. Each must be free of complaints, claim something, and be right: its
// assertions hold, and the distances and common bridges are those of the public descriptions.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LISTED, PAIR_FACTS } from './facts';
import { analyseText, answerFor, complaints, evaluationOf } from './machine';

const FOLDER = new URL('../../examples/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.p2p'));

function load(name: string) {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  return { text, analysis: analyseText(new URL(name, FOLDER).href, text) };
}

describe.each(FILES)('%s', (name) => {
  const { text, analysis } = load(name);

  it('has nothing to complain about', () => {
    expect(complaints(text, analysis.diagnostics)).toEqual([]);
  });

  it('claims something, and all of it holds', () => {
    const asserted = analysis.evaluations.flatMap(({ scenario, pairs, maps, providers, nvmet }) =>
      [...pairs, ...maps, ...providers, ...nvmet.flatMap(({ results }) => results)]
        .filter(({ expected }) => expected !== null)
        .map(({ range, holds }) => ({ claim: `${scenario ?? ''} ${text.slice(range.start, range.end)}`, holds })),
    );
    expect(asserted.length).toBeGreaterThan(0);
    expect(asserted.length).toBe([...text.matchAll(/^\s*(?:pair|map|provider|namespace) .*=/gm)].length);
    expect(asserted.filter(({ holds }) => holds !== true)).toEqual([]);
    const pairs = analysis.evaluations.flatMap((evaluation) => evaluation.pairs);
    expect(pairs.filter(({ complete, verdicts }) => !complete || verdicts.length === 0)).toEqual([]);
  });

  it('says in its first lines what it is and where it comes from', () => {
    expect(text).toMatch(/^\/\/\/ \S/);
    expect(text.slice(0, text.indexOf('\nkernel'))).toMatch(/^\/\/ (Source {4}\S|This machine is made up)/m);
  });

  it('is among the facts', () => {
    expect(PAIR_FACTS.some((fact) => fact.file === name)).toBe(true);
  });
});

describe('the public facts', () => {
  it.each(PAIR_FACTS)('$file, scenario $scenario: $provider -> $client', (fact) => {
    const answer = answerFor(evaluationOf(load(fact.file).analysis, fact.scenario), fact.provider, fact.client);
    expect({ mapType: answer.mapType, distance: answer.distance, commonBridge: answer.commonBridge }).toEqual({
      mapType: fact.mapType,
      distance: fact.distance,
      commonBridge: fact.commonBridge,
    });
  });

  it('the EPYC server has every function that its lspci lists', () => {
    const { topology } = evaluationOf(load(LISTED.file).analysis, null).machine;
    expect(topology.hostBridges).toHaveLength(LISTED.hostBridges);
    expect(topology.functions).toHaveLength(LISTED.functions);
  });
});

describe('the Rocket Lake machine', () => {
  const { analysis } = load('rocket-lake-pex880xx.p2p');
  const LIST = '0000:0d:01.0;0000:0b:00.0;0000:11:01.0;0000:0b:10.0';

  it('logs with redirect on what its owner read, the list from the provider upwards, then from the client', () => {
    const answer = answerFor(evaluationOf(analysis, 'redirect_on'), 'gpu0', 'gpu1');
    expect(answer.acsRedirects.join(';')).toBe(LIST);
    expect(answer.messages.map(({ address, text }) => `${address}: ${text}`)).toEqual([
      '0000:12:00.0: ACS redirect is set between the client and provider (0000:0e:00.0)',
      `0000:12:00.0: to disable ACS redirect for this path, add the kernel parameter: pci=disable_acs_redir=${LIST}`,
      '0000:00:00.0: Host bridge not in P2PDMA whitelist: 8086:4c43',
      '0000:12:00.0: cannot be used for peer-to-peer DMA as the client and provider (0000:0e:00.0) do not share an upstream bridge or whitelisted host bridge',
    ]);
  });

  it('logs nothing with redirect off', () => {
    expect(answerFor(evaluationOf(analysis, 'redirect_off'), 'gpu0', 'gpu1').messages).toEqual([]);
  });
});
