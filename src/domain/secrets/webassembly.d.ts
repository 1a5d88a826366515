/** The part of the WebAssembly JavaScript interface (W3C) that is used here; Node's types leave it out. */
declare namespace WebAssembly {
  type Module = { readonly module: unique symbol }
  type Memory = { readonly buffer: ArrayBuffer }
  type Instance = { readonly exports: unknown }
  const Module: new (code: Uint8Array) => Module
  const Memory: new (size: { readonly initial: number }) => Memory
  const Instance: new (module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => Instance
}
