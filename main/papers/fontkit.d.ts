/** The part of fontkit that papers use; the package ships no types of its own. */
declare module 'fontkit' {
  export type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number };
  export type Glyph = { id: number; advanceWidth: number; codePoints: number[] };
  export type Run = { glyphs: Glyph[]; positions: Position[]; advanceWidth: number };
  export type Font = {
    unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string, features?: string[] | Record<string, boolean>): Run;
  };
  export function create(bytes: Uint8Array): Font;
}
