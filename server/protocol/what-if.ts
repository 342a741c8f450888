// What the map panel's controls set otherwise than the file does, for looking only. What is absent is as in the file.

export interface WhatIf {
  /** A label as `peermap/kernels` lists it, or any version that a file may have. */
  readonly kernel?: string;
  readonly iommu?: WhatIfIommu;
  readonly acs?: WhatIfAcs;
}

export type WhatIfIommu = 'off' | 'passthrough' | 'on';

/** Of every function with an ACS capability: redirect cleared, or set as the kernel sets it with an IOMMU. */
export type WhatIfAcs = 'as-in-file' | 'cleared' | 'set';

export const WHAT_IF_IOMMU: readonly WhatIfIommu[] = ['off', 'passthrough', 'on'];
export const WHAT_IF_ACS: readonly WhatIfAcs[] = ['as-in-file', 'cleared', 'set'];

/** How many of the settings it changes. */
export function countOverrides({ kernel, iommu, acs }: WhatIf): number {
  return [kernel !== undefined, iommu !== undefined, acs !== undefined && acs !== 'as-in-file'].filter(Boolean).length;
}

export const IOMMU_WORDS = { off: 'off', passthrough: 'passthrough', on: 'on' } as const;

export const ACS_WORDS = {
  'as-in-file': 'as in file',
  cleared: 'redirect cleared',
  set: 'redirect set',
} as const;

/** `kernel 5.17, IOMMU off, ACS redirect cleared`; empty: everything is as in the file. */
export function overrideWords({ kernel, iommu, acs }: WhatIf): string {
  const words = [
    kernel === undefined ? '' : `kernel ${kernel}`,
    iommu === undefined ? '' : `IOMMU ${IOMMU_WORDS[iommu]}`,
    acs === undefined || acs === 'as-in-file' ? '' : `ACS ${ACS_WORDS[acs]}`,
  ];
  return words.filter((word) => word !== '').join(', ');
}

/** What the file itself has of what is set otherwise, in the same words. */
export function inFileWords(
  overrides: WhatIf,
  inFile: { readonly kernel: string; readonly iommu: WhatIfIommu },
): string {
  return overrideWords({
    ...(overrides.kernel === undefined ? {} : { kernel: inFile.kernel }),
    ...(overrides.iommu === undefined ? {} : { iommu: inFile.iommu }),
  });
}

export function isWhatIf(value: unknown): value is WhatIf {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { kernel, iommu, acs, ...others } = value as Readonly<Record<string, unknown>>;
  return (
    Object.keys(others).length === 0 &&
    (kernel === undefined || typeof kernel === 'string') &&
    (iommu === undefined || WHAT_IF_IOMMU.some((mode) => mode === iommu)) &&
    (acs === undefined || WHAT_IF_ACS.some((state) => state === acs))
  );
}
