// The error numbers that the kernel's DMA layer and P2PDMA return, by their names. Values as on every Linux architecture
// that P2PDMA is built for.

export const ERRNO = { EIO: 5, ENOMEM: 12, ENODEV: 19, EINVAL: 22, EOPNOTSUPP: 95, EREMOTEIO: 121 } as const;

export type Errno = keyof typeof ERRNO;
