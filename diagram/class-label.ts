// What devices that share a row are called together.

/** `nvme0…3` for names numbered in one run, else the first member and how many stand behind it. */
export function classLabel(members: readonly string[]): string {
  const first = members[0] ?? '';
  if (members.length === 1) return first;
  const [, prefix = '', number = ''] = /^(.*?)([0-9]+)$/.exec(first) ?? [];
  const run = number !== '' && members.every((name, index) => name === `${prefix}${Number(number) + index}`);
  return run ? `${first}…${Number(number) + members.length - 1}` : `${first} +${members.length - 1}`;
}
