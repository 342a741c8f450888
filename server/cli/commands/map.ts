// `peermap map FILE`: every scatterlist that the file maps, in and out, then the providers and the NVMe-oF target's choices.

import { mapText } from '../../export/map-text';
import { makeReport } from '../../export/report';
import type { Analysis, Evaluation } from '../../language/analysis';
import type { Report, ReportScenario } from '../../protocol/report';
import { oneOf, readArguments } from '../arguments';
import type { Command, ExitStatus, Terminal } from '../command';
import { EXIT, UsageError } from '../command';
import { findingLines } from '../findings';
import { loadMachine, statusOf } from '../load';
import { requireScenario } from '../scenario';

const FORMATS = ['text', 'json'] as const;

export const map: Command = {
  name: 'map',
  usage: 'map FILE [--scenario NAME] [--format text|json]',
  summary: 'the scatterlists of the file as the kernel maps them, and whose memory it chooses',
  run: (args, terminal) => {
    const { options, words } = readArguments(args, {
      scenario: { type: 'string' },
      format: { type: 'string', default: 'text' },
    });
    const format = oneOf('format', options['format'] ?? '', FORMATS);
    const [file, ...rest] = words;
    if (file === undefined || rest.length > 0) {
      throw new UsageError(`map expects one FILE; found ${words.length} words.`);
    }
    return mapFile(file, options['scenario'] ?? null, format, terminal);
  },
};

function mapFile(
  file: string,
  scenario: string | null,
  format: (typeof FORMATS)[number],
  terminal: Terminal,
): ExitStatus {
  const loaded = loadMachine(file, terminal.workingDirectory);
  if (!loaded.ok) {
    terminal.err(`${file}: cannot be read: ${loaded.reason}.`);
    return EXIT.broken;
  }
  const { analysis, fileName } = loaded;
  if (scenario !== null) requireScenario(analysis, file, scenario);
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  for (const line of findingLines(analysis, errors, fileName)) terminal.err(line);
  if (format === 'json') {
    terminal.out(JSON.stringify(answersOf(makeReport(analysis, [], 'asked', fileName), scenario)));
  } else {
    terminal.out(textOf(analysis, file, scenario));
  }
  return statusOf(analysis);
}

/** The machine and all its scenarios, or one scenario alone. */
function textOf({ evaluations }: Analysis, file: string, scenario: string | null): string {
  const blocks = evaluations
    .filter((evaluation) => scenario === null || evaluation.scenario === scenario)
    .flatMap((evaluation) => {
      const answers = mapText(evaluation);
      return answers.length === 0 ? [] : [headOf(evaluation, file), ...answers];
    });
  return blocks.length === 0 ? `${file}: no scatterlist is mapped, and no provider asked for.` : blocks.join('\n\n');
}

function headOf({ machine: { settings }, scenario }: Evaluation, file: string): string {
  const name = scenario === null ? file : `${file}, scenario ${scenario}`;
  return `${name}: kernel ${settings.kernel.label}, iommu ${settings.iommu}`;
}

type Answers = Pick<ReportScenario, 'machine' | 'maps' | 'providers' | 'nvmet'> & { readonly scenario: string | null };

/** The report's fields of these questions (docs/report.md); of one scenario they stand at the top. */
function answersOf(report: Report, scenario: string | null): object {
  const { schema, file } = report;
  const found = scenario === null ? report : report.scenarios.find((each) => each.scenario === scenario);
  const scenarios = scenario === null ? report.scenarios.map(fieldsOf) : [];
  return { schema, file, ...fieldsOf(found ?? report), scenarios };
}

function fieldsOf({ scenario, machine, maps, providers, nvmet }: Answers): Answers {
  return { scenario, machine, maps, providers, nvmet };
}
