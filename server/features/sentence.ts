// A clause of an explanation as a sentence of its own. A name and a call of the kernel keep their letters, because the language
// and C tell large from small.

import type { Machine } from '../../core/machine';

export function sentence(machine: Machine, clause: string): string {
  const word = /^[a-z]+(?=[ :,])/.exec(clause)?.[0];
  if (word === undefined || machine.topology.functions.some(({ name }) => name === word)) return `${clause}.`;
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
