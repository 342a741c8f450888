// What each cell of the era table must be, written by hand from the history of the series, block by block. An era that is
// like another one says so; only what differs is written again.

import type { Era, List, Mode, Request } from './era-cells';

type Row = Readonly<Record<List, string>>;
type Block = Readonly<Record<Mode, Row>>;

function row(
  bus: string,
  through: string,
  refused: string,
  ram: string,
  mixed: string,
  first: string,
  far: string,
): Row {
  return {
    bus,
    'through host bridge': through,
    'not supported': refused,
    RAM: ram,
    mixed,
    'mixed, peer first': first,
    'RAM out of reach': far,
  };
}

/** 4.20 to 5.3: the special call maps whatever it gets to bus addresses, nobody is asked, and the offset is subtracted. */
const SPECIAL_5_3 = [
  'special: bus-? 1000, bus-^ 1000',
  'special: bus-? 1000',
  'special: bus-? 1000',
  'special: bus-? 1000, bus-^ 1000, bus-^ 1000',
] as const;
const [B53, T53, N53, Y53] = SPECIAL_5_3;
const DIRECT_5_3 = row(
  B53,
  T53,
  N53,
  'sg: physical e00, physical 1000',
  'sg: physical e00, physical 1000, physical? 1000, physical 800, physical? 1000',
  Y53,
  'sg: 0 not-dma-capable',
);
const ERA_5_3: Block = {
  direct: DIRECT_5_3,
  passthrough: DIRECT_5_3,
  iommu: row(B53, T53, N53, 'sg: iova 1e00', 'sg: iova? 3600, iova? 1000', Y53, 'sg: 0 no-iova'),
  untrusted: row(
    B53,
    T53,
    N53,
    'sg: iova~ e00, iova 1000',
    'sg: iova~ e00, iova 1000, iova? 1000, iova~ 800, iova? 1000',
    Y53,
    'sg: 0 no-iova',
  ),
  swiotlb: row(
    B53,
    T53,
    N53,
    'sg: physical~ e00, physical~ 1000',
    'sg: physical~ e00, physical~ 1000, physical~? 1000, physical~ 800, physical~? 1000',
    Y53,
    'sg: 0 bounce-too-long',
  ),
  custom: row(
    B53,
    T53,
    N53,
    'sg: undecided custom-operations',
    'sg: undecided custom-operations',
    Y53,
    'sg: undecided custom-operations',
  ),
  virt: row(
    B53,
    T53,
    N53,
    'sg: virtual e00, virtual 1000',
    'sg: virtual e00, virtual 1000, virtual? 1000, virtual 800, virtual? 1000',
    Y53,
    'sg: virtual 80000',
  ),
};

/** 5.4 and later: the first page's map type decides for the whole list; through the host bridge means dma_map_sg(). */
const REFUSED = 'special: 0 not-supported';
const B510 = 'special: bus- 1000, bus-^ 1000';
const Y510 = 'special: bus- 1000, bus-^ 1000, bus-^ 1000';
const DIRECT_5_10 = row(
  B510,
  'special: physical 1000',
  REFUSED,
  'sgtable: physical e00, physical 1000',
  'sgtable: physical e00, physical 1000, physical? 1000, physical 800, physical? 1000',
  Y510,
  'sgtable: -EINVAL not-dma-capable',
);
const CUSTOM = 'sgtable: undecided custom-operations';
const ERA_5_10: Block = {
  direct: DIRECT_5_10,
  passthrough: DIRECT_5_10,
  iommu: row(
    B510,
    'special: iova 1000',
    REFUSED,
    'sgtable: iova 1e00',
    'sgtable: iova? 3600, iova? 1000',
    Y510,
    'sgtable: -EINVAL no-iova',
  ),
  untrusted: row(
    B510,
    'special: iova 1000',
    REFUSED,
    'sgtable: iova~ e00, iova 1000',
    'sgtable: iova~ e00, iova 1000, iova? 1000, iova~ 800, iova? 1000',
    Y510,
    'sgtable: -EINVAL no-iova',
  ),
  swiotlb: row(
    B510,
    'special: physical~ 1000',
    REFUSED,
    'sgtable: physical~ e00, physical~ 1000',
    'sgtable: physical~ e00, physical~ 1000, physical~? 1000, physical~ 800, physical~? 1000',
    Y510,
    'sgtable: -EINVAL bounce-too-long',
  ),
  custom: row(B510, 'special: undecided custom-operations', REFUSED, CUSTOM, CUSTOM, Y510, CUSTOM),
  // dma_virt_ops: the distance query refuses such clients, so no type is ever known.
  virt: row(
    REFUSED,
    REFUSED,
    REFUSED,
    'sgtable: virtual e00, virtual 1000',
    'sgtable: virtual e00, virtual 1000, virtual? 1000, virtual 800, virtual? 1000',
    REFUSED,
    'sgtable: virtual 80000',
  ),
};

/** dma_virt_ops are gone since 5.11: the device that is mapped for is no PCI device. */
const NO_PCI = 'special: 0 not-a-pci-device';
const ERA_5_12: Block = {
  ...ERA_5_10,
  virt: {
    ...ERA_5_10.virt,
    bus: NO_PCI,
    'through host bridge': NO_PCI,
    'not supported': NO_PCI,
    'mixed, peer first': NO_PCI,
  },
};

/** Error numbers pass through dma_map_sgtable() since 5.15. */
const ERA_5_15: Block = {
  ...ERA_5_12,
  direct: { ...DIRECT_5_10, 'RAM out of reach': 'sgtable: -EIO not-dma-capable' },
  passthrough: { ...DIRECT_5_10, 'RAM out of reach': 'sgtable: -EIO not-dma-capable' },
  iommu: { ...ERA_5_12.iommu, 'RAM out of reach': 'sgtable: -ENOMEM no-iova' },
  untrusted: { ...ERA_5_12.untrusted, 'RAM out of reach': 'sgtable: -EIO no-iova' },
  swiotlb: { ...ERA_5_12.swiotlb, 'RAM out of reach': 'sgtable: -EIO bounce-too-long' },
};

/** The bus offset is added since 5.16. */
const B516 = 'special: bus+ 1000, bus+^ 1000';
const Y516 = 'special: bus+ 1000, bus+^ 1000, bus+^ 1000';
const SIGN = { bus: B516, 'mixed, peer first': Y516 };
const ERA_5_16: Block = {
  direct: { ...ERA_5_15.direct, ...SIGN },
  passthrough: { ...ERA_5_15.passthrough, ...SIGN },
  iommu: { ...ERA_5_15.iommu, ...SIGN },
  untrusted: { ...ERA_5_15.untrusted, ...SIGN },
  swiotlb: { ...ERA_5_15.swiotlb, ...SIGN },
  custom: { ...ERA_5_15.custom, ...SIGN },
  virt: ERA_5_15.virt,
};

/** The posted series: asked entry by entry, -EREMOTEIO or -ENOMEM, and a page that must be bounced is bounced. */
const DIRECT_V1 = row(
  'p2pdma: bus+ 1000, bus+ 1000',
  'p2pdma: physical 1000',
  'p2pdma: -EREMOTEIO not-supported',
  'p2pdma: physical e00, physical 1000',
  'p2pdma: physical e00, physical 1000, bus+ 1000, physical 800, physical 1000',
  'p2pdma: bus+ 1000, physical 1000, physical 1000',
  'p2pdma: -ENOMEM not-dma-capable',
);
const CUSTOM_V1 = 'p2pdma: undecided custom-operations';
const ERA_V1: Block = {
  direct: DIRECT_V1,
  passthrough: DIRECT_V1,
  iommu: row(
    'p2pdma: bus+ 1000, bus+ 1000',
    'p2pdma: iova 1000',
    'p2pdma: -EREMOTEIO not-supported',
    'p2pdma: iova 1e00',
    'p2pdma: iova 1e00, bus+ 1000, iova 800, iova 1000',
    'p2pdma: bus+ 1000, iova 2000',
    'p2pdma: -ENOMEM no-iova',
  ),
  untrusted: row(
    'p2pdma: iova? 1000, iova? 1000',
    'p2pdma: iova? 1000',
    'p2pdma: iova? 1000',
    'p2pdma: iova~ e00, iova 1000',
    'p2pdma: iova~ e00, iova 1000, iova? 1000, iova~ 800, iova? 1000',
    'p2pdma: iova? 1000, iova 1000, iova? 1000',
    'p2pdma: -ENOMEM no-iova',
  ),
  swiotlb: row(
    'p2pdma: bus+ 1000, bus+ 1000',
    'p2pdma: physical~ 1000',
    'p2pdma: -EREMOTEIO not-supported',
    'p2pdma: physical~ e00, physical~ 1000',
    'p2pdma: physical~ e00, physical~ 1000, bus+ 1000, physical~ 800, physical~ 1000',
    'p2pdma: bus+ 1000, physical~ 1000, physical~ 1000',
    'p2pdma: -ENOMEM bounce-too-long',
  ),
  custom: row(CUSTOM_V1, CUSTOM_V1, CUSTOM_V1, CUSTOM_V1, CUSTOM_V1, CUSTOM_V1, CUSTOM_V1),
  virt: row(
    'p2pdma: virtual? 1000, virtual? 1000',
    'p2pdma: virtual? 1000',
    'p2pdma: virtual? 1000',
    'p2pdma: virtual e00, virtual 1000',
    'p2pdma: virtual e00, virtual 1000, virtual? 1000, virtual 800, virtual? 1000',
    'p2pdma: virtual? 1000, virtual 1000, virtual? 1000',
    'p2pdma: virtual 80000',
  ),
};

/** Merged in 6.0: dma_map_sgtable(), and a peer-to-peer page that must be bounced is an error. */
const UNBOUNCED = 'sgtable: -EIO peer-memory-not-bounced';
const DIRECT_6_0 = row(
  'sgtable: bus+ 1000, bus+ 1000',
  'sgtable: physical 1000',
  'sgtable: -EREMOTEIO not-supported',
  'sgtable: physical e00, physical 1000',
  'sgtable: physical e00, physical 1000, bus+ 1000, physical 800, physical 1000',
  'sgtable: bus+ 1000, physical 1000, physical 1000',
  'sgtable: -EIO not-dma-capable',
);
const ERA_6_0: Block = {
  direct: DIRECT_6_0,
  passthrough: DIRECT_6_0,
  iommu: row(
    'sgtable: bus+ 1000, bus+ 1000',
    'sgtable: iova 1000',
    'sgtable: -EREMOTEIO not-supported',
    'sgtable: iova 1e00',
    'sgtable: iova 1e00, bus+ 1000, iova 800, iova 1000',
    'sgtable: bus+ 1000, iova 2000',
    'sgtable: -ENOMEM no-iova',
  ),
  untrusted: row(
    'sgtable: iova? 1000, iova? 1000',
    'sgtable: iova? 1000',
    'sgtable: iova? 1000',
    'sgtable: iova~ e00, iova 1000',
    'sgtable: iova~ e00, iova 1000, iova? 1000, iova~ 800, iova? 1000',
    'sgtable: iova? 1000, iova 1000, iova? 1000',
    'sgtable: -EIO no-iova',
  ),
  swiotlb: row(
    'sgtable: bus+ 1000, bus+ 1000',
    UNBOUNCED,
    'sgtable: -EREMOTEIO not-supported',
    'sgtable: physical~ e00, physical~ 1000',
    UNBOUNCED,
    UNBOUNCED,
    'sgtable: -EIO bounce-too-long',
  ),
  custom: row(CUSTOM, CUSTOM, CUSTOM, CUSTOM, CUSTOM, CUSTOM, CUSTOM),
  virt: row(
    'sgtable: virtual? 1000, virtual? 1000',
    'sgtable: virtual? 1000',
    'sgtable: virtual? 1000',
    'sgtable: virtual e00, virtual 1000',
    'sgtable: virtual e00, virtual 1000, virtual? 1000, virtual 800, virtual? 1000',
    'sgtable: virtual? 1000, virtual 1000, virtual? 1000',
    'sgtable: virtual 80000',
  ),
};

/** 6.18 and later: what goes through the host bridge is bounced like memory. */
const ERA_6_18: Block = {
  ...ERA_6_0,
  swiotlb: {
    ...ERA_6_0.swiotlb,
    'through host bridge': 'sgtable: physical~ 1000',
    mixed: 'sgtable: physical~ e00, physical~ 1000, bus+ 1000, physical~ 800, physical~ 1000',
    'mixed, peer first': 'sgtable: bus+ 1000, physical~ 1000, physical~ 1000',
  },
};

export const EXPECTED: Readonly<Record<Era, Block>> = {
  '5.3': ERA_5_3,
  '5.10': ERA_5_10,
  '5.12': ERA_5_12,
  p2pdma_map_ops_v1: ERA_V1,
  '5.15': ERA_5_15,
  '5.16': ERA_5_16,
  '6.0': ERA_6_0,
  '6.2': ERA_6_0,
  '6.16': ERA_6_0,
  '6.17': ERA_6_0,
  '6.18': ERA_6_18,
  '6.19': ERA_6_18,
  '7.3': ERA_6_18,
};

type Requests = Readonly<Record<Request, string>>;

function requests(
  dataPath: 'scatterlist' | 'iterator',
  through: string,
  bounced: string,
  refused: string,
  far: string,
  flag: string,
): Requests {
  return {
    bus: `${dataPath}: BLK_STS_OK`,
    'through host bridge': `${dataPath}: ${through}`,
    'through host bridge, swiotlb=force': `${dataPath}: ${bounced}`,
    'not supported': `${dataPath}: ${refused}`,
    'RAM out of reach': `${dataPath === 'iterator' ? 'iterator' : 'simple'}: ${far}`,
    'queue flag, custom operations': flag,
  };
}

const [OK, RESOURCE, TARGET, INVAL] = ['BLK_STS_OK', 'BLK_STS_RESOURCE', 'BLK_STS_TARGET', 'BLK_STS_INVAL'] as const;
const BEFORE_5_4 = requests('scatterlist', OK, OK, OK, RESOURCE, 'set');
const BEFORE = requests('scatterlist', OK, OK, RESOURCE, RESOURCE, 'set');
const POSTED = requests('scatterlist', OK, OK, TARGET, RESOURCE, 'not set');
const MERGED = requests('scatterlist', OK, RESOURCE, TARGET, RESOURCE, 'not set');
const ITERATOR = requests('iterator', OK, RESOURCE, INVAL, RESOURCE, 'not set');

export const EXPECTED_REQUESTS: Readonly<Record<Era, Requests>> = {
  '5.3': BEFORE_5_4,
  '5.10': BEFORE,
  '5.12': BEFORE,
  p2pdma_map_ops_v1: POSTED,
  '5.15': BEFORE,
  '5.16': BEFORE,
  '6.0': MERGED,
  '6.2': MERGED,
  '6.16': MERGED,
  '6.17': ITERATOR,
  '6.18': ITERATOR,
  '6.19': ITERATOR,
  '7.3': ITERATOR,
};
