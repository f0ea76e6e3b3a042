// The two libraries FranceConnect runs are installed under aliases, so that their exact versions never mix with the
// service's own. Aliases carry no types: those of the main package describe the same interfaces.
declare module "fc-oidc-provider" {
  export type { Adapter, AdapterPayload, ClientMetadata, Configuration, JWKS, KoaContextWithOIDC } from "oidc-provider";
  export { default, default as Provider } from "oidc-provider";
}
