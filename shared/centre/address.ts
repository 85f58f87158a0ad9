import { z } from 'zod';

/** Passwords and papers go there: not in the clear, except within one computer. */
const registryAddress = z.union([
  z.url({ protocol: /^https$/ }),
  z.url({ protocol: /^http$/, hostname: /^(localhost|127(\.\d+){3}|\[::1\])$/ }),
]);

/** Whether a site may reach a registry at this address. */
export function isRegistryAddress(value: string): boolean {
  return registryAddress.safeParse(value).success;
}
