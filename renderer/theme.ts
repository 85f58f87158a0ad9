import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep turquoise; shade 7 has a contrast of 5.9 to white, shade 3 one of 8.6 to the dark ground. */
const turquoise: MantineColorsTuple = [
  '#e8f6f9',
  '#d0ebf1',
  '#a3d7e2',
  '#70c1d2',
  '#46adc3',
  '#2599b2',
  '#148399',
  '#0b6e83',
  '#08596a',
  '#054451',
];

const gray: MantineColorsTuple = [
  '#f6f7f8',
  '#eef0f1',
  '#e1e4e6',
  '#d0d4d7',
  '#b4babf',
  '#8b9298',
  '#636a71',
  '#495057',
  '#33383d',
  '#1f2326',
];

const dark: MantineColorsTuple = [
  '#e4e6e8',
  '#c6cacd',
  '#a4a9ae',
  '#6f757b',
  '#474c51',
  '#373b40',
  '#2a2e32',
  '#1e2124',
  '#17191c',
  '#101214',
];

/** Short enough not to be waited for; `theme.css` holds everything else to it. */
const quick = { duration: 80 };

/** Dense office screens: 14 px text, controls of 32 px, no motion over 120 ms. */
export const theme = createTheme({
  fontFamily: "'Noto Sans', sans-serif",
  headings: {
    fontFamily: "'Noto Sans', sans-serif",
    fontWeight: '700',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  /** The font comes in two weights; what others set half-bold stays regular. */
  fontWeights: { regular: '400', medium: '400', bold: '700' },
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.43', md: '1.43', lg: '1.5', xl: '1.4' },
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '6px', xl: '8px' },
  defaultRadius: 'sm',
  colors: { turquoise, gray, dark },
  primaryColor: 'turquoise',
  primaryShade: { light: 7, dark: 7 },
  black: '#1f2326',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' }, vars: () => ({ root: { '--button-height': '32px' } }) },
    Input: { vars: () => ({ wrapper: { '--input-height': '32px' } }) },
    ModalRoot: { defaultProps: { transitionProps: quick } },
    ModalOverlay: { defaultProps: { backgroundOpacity: 0.35 } },
    Popover: { defaultProps: { transitionProps: quick, shadow: 'md' } },
    Menu: { defaultProps: { transitionProps: quick, shadow: 'md' } },
    Combobox: { defaultProps: { transitionProps: quick, shadow: 'md' } },
    Tooltip: { defaultProps: { transitionProps: quick, openDelay: 300 } },
  },
});

/** Tokens beside Mantine's own: grounds, lines and the colours of state, each readable (AA) on both schemes' grounds. */
export const themeVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-placeholder': '#6a7178',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-dimmed': '#5c636a',
    '--kense-ground': '#f3f5f6',
    '--kense-surface': '#ffffff',
    '--kense-line': '#dde1e4',
    '--kense-hover': '#eef3f5',
    '--kense-chosen': '#dceef2',
    '--kense-accent': '#0b6e83',
    '--kense-late': '#b3261e',
    '--kense-late-ground': '#fceeed',
    '--kense-soon': '#8a5300',
    '--kense-soon-ground': '#fdf3e1',
    '--kense-calm': '#1e6b3a',
    '--kense-calm-ground': '#e9f5ed',
  },
  dark: {
    '--mantine-color-body': '#1e2124',
    '--mantine-color-placeholder': '#9aa0a6',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-dimmed': '#a9afb4',
    '--kense-ground': '#17191c',
    '--kense-surface': '#1e2124',
    '--kense-line': '#373b40',
    '--kense-hover': '#262a2e',
    '--kense-chosen': '#163b44',
    '--kense-accent': '#70c1d2',
    '--kense-late': '#ff9d94',
    '--kense-late-ground': '#3a2220',
    '--kense-soon': '#f2bd66',
    '--kense-soon-ground': '#362b18',
    '--kense-calm': '#86d3a0',
    '--kense-calm-ground': '#1a3324',
  },
});
