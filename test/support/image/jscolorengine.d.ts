/** Types of what tests use of a color engine that has none. */
declare module 'jscolorengine' {
  interface Profile {
    loadBinary(file: Uint8Array): void;
  }

  interface Transform {
    create(from: Profile | '*srgb', to: '*srgb', intent: number): void;
    array(samples: Uint8Array, hasAlpha: boolean, keepsAlpha: boolean): Uint8ClampedArray;
  }

  const engine: {
    readonly Profile: new () => Profile;
    readonly Transform: new (options: { readonly dataFormat: 'int8' }) => Transform;
    readonly eIntent: { readonly relative: number };
  };
  export default engine;
}
