// The standard requests of an editor: each group is a file of its own.

import type { Connection } from 'vscode-languageserver';
import type { Answers } from './boundary';
import { answerCodeActions } from './code-actions';
import { answerCommands } from './commands';
import { answerCompletion } from './completion-requests';
import { answerFormatting } from './format-requests';
import { answerHints } from './hint-requests';
import { answerHovers } from './hover-requests';
import { answerNavigation } from './navigation-requests';
import { answerRenames } from './rename-requests';
import { answerStructure } from './structure-requests';
import { answerSymbols } from './symbol-requests';
import { answerTokens } from './token-requests';

/** `tokens`: what must hear of a closed document. */
export function answerLanguageRequests(
  connection: Connection,
  answers: Answers,
): { readonly tokens: ReturnType<typeof answerTokens> } {
  answerHovers(answers);
  answerCompletion(answers);
  answerNavigation(answers);
  answerSymbols(answers);
  answerStructure(answers);
  answerFormatting(connection, answers);
  answerRenames(answers);
  answerHints(answers);
  answerCodeActions(answers);
  answerCommands(connection, answers);
  return { tokens: answerTokens(answers) };
}
