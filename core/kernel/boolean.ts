// What the kernel takes for a yes and a no: kstrtobool(), which parameters and configfs attributes share.

/** The first letter decides, and of `on` and `off` the second; null: neither (-EINVAL). */
export function kernelBoolean(text: string): boolean | null {
  if (/^[yYtT1]/.test(text)) return true;
  if (/^[nNfF0]/.test(text)) return false;
  if (/^[oO][nN]/.test(text)) return true;
  if (/^[oO][fF]/.test(text)) return false;
  return null;
}
