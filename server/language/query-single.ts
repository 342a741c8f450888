// Where a question takes one thing: one list, one client, the memory of one device. All virtual functions of a device, or a
// virtual function of a list, are none.

import type { Sink } from './finding';
import type { ParsedFile } from './parser';
import type { NvmetEntrySyntax, QuerySyntax, RefSyntax, ScatterlistSyntax } from './tree';

export function checkSingle(file: ParsedFile, item: QuerySyntax | ScatterlistSyntax, report: Sink): void {
  if (item.kind === 'map' && item.scatterlist.virtualFunction !== null) {
    report({
      code: 'name-kind',
      file: file.uri,
      range: item.scatterlist,
      message: `\`${item.scatterlist.value ?? ''}\`: expected the name of a scatterlist, found a virtual function; take out \`.vf\``,
    });
  }
  for (const ref of singleDevices(item)) {
    if (ref.virtualFunction !== '*') continue;
    report({
      code: 'name-kind',
      file: file.uri,
      range: ref,
      message: `\`${ref.value ?? ''}\`: expected one device, found all virtual functions of one; name one as in \`${ref.name.value ?? ''}.vf0\``,
    });
  }
}

function singleDevices(item: QuerySyntax | ScatterlistSyntax): readonly RefSyntax[] {
  switch (item.kind) {
    case 'map':
      return [item.client];
    case 'sgl':
      return (item.block?.members ?? []).flatMap((entry) => (entry.kind === 'p2pmem' ? [entry.device] : []));
    case 'nvmet':
      return (item.block?.members ?? []).flatMap(devicesOf);
    case 'pair':
    case 'provider':
      return [];
  }
}

function devicesOf(entry: NvmetEntrySyntax): readonly RefSyntax[] {
  const memory = entry.kind === 'nvmet_namespace' ? (entry.p2pmem?.device ?? null) : null;
  return memory === null ? [entry.device] : [entry.device, memory];
}
