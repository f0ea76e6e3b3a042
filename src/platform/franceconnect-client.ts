export type FranceConnectClient = { readonly issuer: string };
