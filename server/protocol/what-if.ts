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
