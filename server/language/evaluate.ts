// The machine under its own settings and under those of every scenario, and the answers to all that is asked of it. What a
// question means and whether an assertion holds stands in one file for each kind of question.

import type { Evaluation } from './analysis';
import { createLists, evaluateMap } from './evaluate-map';
import { evaluateNvmet } from './evaluate-nvmet';
import { evaluatePair } from './evaluate-pair';
import { evaluateProvider } from './evaluate-provider';
import type { Sink } from './finding';
import type { Hardware } from './hardware';
import { bootOnce, createMemo, type AnalysisMemo } from './memo';
import type { ParsedFile } from './parser';
import type { QueryContext, Spent } from './query-context';
import { createExpand } from './query-functions';
import { areMemoriesKnown, createHasFaultyMemory } from './query-reliable';
import type { Settings } from './settings';
import type { QuerySyntax } from './tree';

export interface Asked {
  readonly file: ParsedFile;
  readonly query: QuerySyntax;
}

export interface Evaluator {
  evaluate(
    scenario: string | null,
    declaration: number | null,
    settings: Settings,
    asked: readonly Asked[],
  ): Evaluation;
}

export function createEvaluator(hardware: Hardware, report: Sink, memo: AnalysisMemo = createMemo()): Evaluator {
  const { topology, declarations, referenceOf, unreliable } = hardware;
  const isSound = unreliable.size === 0 && !hardware.hasSyntaxFaults;
  const expand = createExpand(topology, referenceOf);
  const memoriesKnown = isSound || areMemoriesKnown(declarations, unreliable);
  const hasFaultyMemory = isSound ? () => false : createHasFaultyMemory(topology, declarations, unreliable);
  const spent: Spent = { pairs: 0, entries: 0, candidates: 0 };

  return {
    evaluate: (scenario, declaration, { settings, sources, reliable }, asked) => {
      const machine = bootOnce(topology, settings, memo);
      const context: QueryContext = {
        machine,
        declarations,
        referenceOf,
        expand,
        unreliable,
        memoriesKnown,
        hasFaultyMemory,
        spent,
        report,
        memo,
      };
      const evaluation = { scenario, declaration, machine, settings: sources, reliable };
      return { ...evaluation, ...(reliable ? answerAll(context, asked, scenario === null) : NOTHING) };
    },
  };
}

type Answers = Pick<Evaluation, 'pairs' | 'maps' | 'providers' | 'nvmet' | 'scatterlists'>;

const NOTHING: Answers = { pairs: [], maps: [], providers: [], nvmet: [], scatterlists: [] };

/** `allLists`: lists that nobody maps are looked at too. */
function answerAll(context: QueryContext, asked: readonly Asked[], allLists: boolean): Answers {
  const lists = createLists(context);
  const pairs = asked.flatMap(({ file, query }) => (query.kind === 'pair' ? [evaluatePair(file, query, context)] : []));
  const maps = asked.flatMap(({ file, query }) =>
    query.kind === 'map' ? [evaluateMap(file, query, context, lists)] : [],
  );
  const providers = asked.flatMap(({ file, query }) =>
    query.kind === 'provider' ? [evaluateProvider(file, query, context)] : [],
  );
  const nvmet = asked.flatMap(({ file, query }) =>
    query.kind === 'nvmet' ? [evaluateNvmet(file, query, context)] : [],
  );
  if (allLists) for (const { index } of context.declarations) lists.lowered(index);
  return { pairs, maps, providers, nvmet, scatterlists: lists.results() };
}
