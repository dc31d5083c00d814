import { behaviour } from "../core/registry"; behaviour("passkeys", () => {});
