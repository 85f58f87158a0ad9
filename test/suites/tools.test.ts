import { afterEach, expect, test, vi } from 'vitest';
import { requireTool } from '../tools.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('a tool on the PATH is found', () => {
  expect(requireTool('node')).toBe(true);
});

test('where nothing may be left out a missing tool fails with a sentence that names it', () => {
  vi.stubEnv('CI', 'true');
  expect(() => requireTool('node', 'no-such-tool')).toThrow('need no-such-tool,');
});

test('elsewhere a missing tool is told aloud and its tests do not run', () => {
  vi.stubEnv('CI', '');
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect(requireTool('no-such-tool')).toBe(false);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('no-such-tool'));
});
