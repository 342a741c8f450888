// A second model of the same kernels, slow and literal: lists instead of an index, version numbers compared where they
// matter, written down from the pseudo-code of the facts. It shares no code with core, so both would have to err alike.

export interface LiteralFunction {
  readonly name: string;
  readonly upstream: LiteralFunction | null;
  readonly rootBus: string;
  readonly devfn: number;
  readonly isRootPort: boolean;
  readonly vendor: number;
  readonly device: number;
  /** null: no capability. */
  readonly control: number | null;
  readonly virt: boolean;
}

export interface LiteralKernel {
  readonly major: number;
  readonly minor: number;
  readonly series: 'v1' | 'next' | null;
  readonly amdFamily: number | null;
  readonly iommu: boolean;
  readonly is64Bit: boolean;
}

export interface LiteralAnswer {
  readonly type: 'BUS_ADDR' | 'THRU_HOST_BRIDGE' | 'NOT_SUPPORTED';
  readonly distance: number;
  readonly list: readonly string[];
  readonly log: readonly string[];
}

interface Path {
  readonly common: LiteralFunction | null;
  readonly dist: number;
  readonly acs: readonly LiteralFunction[];
}

function chain(x: LiteralFunction): readonly LiteralFunction[] {
  return x.upstream === null ? [x] : [x, ...chain(x.upstream)];
}

function redirects(f: LiteralFunction): boolean {
  if (f.control === null) return false;
  return (f.control & 0x04) !== 0 || (f.control & 0x08) !== 0 || (f.control & 0x20) !== 0;
}

function walkLiterally(provider: LiteralFunction, client: LiteralFunction): Path {
  const a = chain(provider);
  const b = chain(client);
  const acs: LiteralFunction[] = [];
  for (const [i, one] of a.entries()) {
    if (redirects(one)) acs.push(one);
    const j = b.indexOf(one);
    if (j === -1) continue;
    for (let k = 0; k < j; k += 1) {
      const other = b[k];
      if (other !== undefined && redirects(other)) acs.push(other);
    }
    return { common: one, dist: i + j, acs };
  }
  return { common: null, dist: a.length + b.length, acs: [] };
}

function atLeast(kernel: LiteralKernel, major: number, minor: number): boolean {
  return kernel.major > major || (kernel.major === major && kernel.minor >= minor);
}

type Verdict = 'any' | 'same' | null;

function tableEntry(kernel: LiteralKernel, vendor: number, device: number): Verdict {
  if (vendor === 0x8086) {
    if ([0x3c00, 0x3c01, 0x2f00, 0x2f01].includes(device)) return 'same';
    if ([0x2030, 0x2020].includes(device) && atLeast(kernel, 5, 6)) return 'any';
    if ([0x2031, 0x2032, 0x2033].includes(device) && atLeast(kernel, 5, 7)) return 'any';
    if (device === 0x09a2 && atLeast(kernel, 5, 18)) return 'any';
    const accelerators = [0x0b25, 0x0cfe, 0x11fb, 0x1212, 0x1216, 0x4940, 0x4942, 0x4944, 0x4946, 0x4948];
    if (accelerators.includes(device) && atLeast(kernel, 7, 2)) return 'any';
  }
  if (vendor === 0x1022 && !atLeast(kernel, 5, 9)) {
    if (device === 0x1450) return 'any';
    if ((device === 0x15d0 || device === 0x1630) && atLeast(kernel, 5, 8)) return 'any';
  }
  if (vendor === 0x1ae0 && atLeast(kernel, 7, 1)) return 'any';
  if (vendor === 0x10de && device >= 0x2f95 && device <= 0x2f98 && atLeast(kernel, 7, 3)) return 'any';
  if (vendor === 0x1d17 && kernel.series === 'next') {
    if ([0x1003, 0x1005, 0x1006, 0x1007].includes(device)) return 'same';
    if (device === 0x1008) return 'any';
  }
  return null;
}

function representative(
  kernel: LiteralKernel,
  all: readonly LiteralFunction[],
  rootBus: string,
): LiteralFunction | null {
  const onBus = all.filter((one) => one.rootBus === rootBus && one.upstream === null);
  const first = onBus.reduce<LiteralFunction | null>(
    (least, one) => (least === null || one.devfn < least.devfn ? one : least),
    null,
  );
  if (first === null) return null;
  if (first.devfn === 0) return first;
  return atLeast(kernel, 5, 19) && first.isRootPort ? first : null;
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function entryOk(
  kernel: LiteralKernel,
  all: readonly LiteralFunction[],
  rootBus: string,
  same: boolean,
  warn: boolean,
  log: string[],
): boolean {
  const r = representative(kernel, all, rootBus);
  if (r === null) return false;
  const entry = tableEntry(kernel, r.vendor, r.device);
  if (entry === 'same' && !same) return false;
  if (entry !== null) return true;
  if (warn && atLeast(kernel, 5, 14)) {
    log.push(`${r.name}: Host bridge not in P2PDMA whitelist: ${hex(r.vendor)}:${hex(r.device)}`);
  }
  return false;
}

function listed(
  kernel: LiteralKernel,
  all: readonly LiteralFunction[],
  a: LiteralFunction,
  b: LiteralFunction,
  warn: boolean,
  log: string[],
): boolean {
  if (a.rootBus === b.rootBus) return entryOk(kernel, all, a.rootBus, true, warn, log);
  return entryOk(kernel, all, a.rootBus, false, warn, log) && entryOk(kernel, all, b.rootBus, false, warn, log);
}

function hintList(kernel: LiteralKernel, acs: readonly LiteralFunction[]): string {
  const size = atLeast(kernel, 5, 14) ? 128 : 4096;
  let buffer = '';
  for (const one of acs) {
    for (const character of `${one.name};`) if (buffer.length < size - 1) buffer += character;
  }
  const whole = acs.reduce((sum, one) => sum + one.name.length + 1, 0);
  return whole < size ? buffer.slice(0, buffer.length - 1) : buffer;
}

/** `all`: every function of the machine, for the root buses. */
export function decideLiterally(
  kernel: LiteralKernel,
  all: readonly LiteralFunction[],
  provider: LiteralFunction,
  client: LiteralFunction,
): LiteralAnswer {
  const w = walkLiterally(provider, client);
  const list = w.acs.map((one) => one.name);
  const log: string[] = [];
  const refuse = (): LiteralAnswer => ({ type: 'NOT_SUPPORTED', distance: w.dist, list, log });
  const say = (text: string): void => {
    log.push(`${client.name}: ${text}`);
  };
  if (!kernel.is64Bit && (kernel.series === 'v1' || atLeast(kernel, 6, 0))) return refuse();
  if (client.virt && atLeast(kernel, 5, 3) && !atLeast(kernel, 5, 11)) {
    say('cannot be used for peer-to-peer DMA because the driver makes use of dma_virt_ops');
    return refuse();
  }
  if (client.virt && atLeast(kernel, 5, 11)) {
    say('cannot be used for peer-to-peer DMA as it is not a PCI device');
    return refuse();
  }
  const hint = `to disable ACS redirect for this path, add the kernel parameter: pci=disable_acs_redir=${hintList(kernel, w.acs)}`;
  if (!atLeast(kernel, 5, 4)) {
    if (w.common === null) {
      const root = (d: LiteralFunction): LiteralFunction | undefined =>
        all.find((one) => one.rootBus === d.rootBus && one.upstream === null && one.devfn === 0);
      const zen = (d: LiteralFunction): boolean =>
        !kernel.iommu && root(d)?.vendor === 0x1022 && root(d)?.device === 0x1450;
      if (atLeast(kernel, 5, 2) && zen(provider) && zen(client)) {
        return { type: 'BUS_ADDR', distance: 0x1000 + w.dist, list, log };
      }
      say(
        `cannot be used for peer-to-peer DMA as the client and provider (${provider.name}) do not share an upstream bridge`,
      );
      return refuse();
    }
    if (w.acs.length > 0) {
      say(
        `cannot be used for peer-to-peer DMA as ACS redirect is set between the client and provider (${provider.name})`,
      );
      say(hint);
      return refuse();
    }
    return { type: 'BUS_ADDR', distance: w.dist, list, log };
  }
  if (w.common !== null && w.acs.length === 0) return { type: 'BUS_ADDR', distance: w.dist, list, log };
  const acsRedirects = w.common !== null;
  if (acsRedirects) {
    say(`ACS redirect is set between the client and provider (${provider.name})`);
    say(hint);
  }
  const cpu = atLeast(kernel, 5, 9) && kernel.amdFamily !== null && kernel.amdFamily >= 0x17;
  if (cpu || listed(kernel, all, provider, client, acsRedirects, log)) {
    return { type: 'THRU_HOST_BRIDGE', distance: w.dist, list, log };
  }
  say(
    `cannot be used for peer-to-peer DMA as the client and provider (${provider.name}) do not share an upstream bridge or whitelisted host bridge`,
  );
  return refuse();
}
