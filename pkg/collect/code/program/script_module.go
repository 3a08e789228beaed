package program

import "strings"

// ScriptModule is the module that a specifier of TypeScript or JavaScript names, by the name
// that npm has for it: Deno, and browsers, import "npm:hono@4/jsx" or a URL of a CDN,
// "https://esm.sh/v135/hono@4.2.0/jsx?target=deno". Any other specifier is its own name.
func ScriptModule(specifier string) string {
	rest := packageIn(specifier)
	if rest == "" {
		return specifier
	}
	rest, _, _ = strings.Cut(rest, "?")
	parts := strings.SplitN(rest, "/", 3)
	named := 1
	if strings.HasPrefix(rest, "@") {
		named = min(2, len(parts))
	}
	for i := range parts[:named] {
		if at := strings.LastIndexByte(parts[i], '@'); at > 0 {
			parts[i] = parts[i][:at]
		}
	}
	return strings.TrimSuffix(strings.Join(parts, "/"), "/+esm")
}

// packageIn is what comes after the part of a specifier that says where packages of npm are,
// empty where none does.
func packageIn(specifier string) string {
	if rest, ok := strings.CutPrefix(specifier, "npm:"); ok {
		return strings.TrimPrefix(rest, "/")
	}
	_, rest, ok := strings.Cut(specifier, "://")
	if !ok || !strings.HasPrefix(specifier, "http") {
		return ""
	}
	host, rest, _ := strings.Cut(rest, "/")
	switch host {
	case "esm.sh", "cdn.esm.sh":
		if build, after, ok := strings.Cut(rest, "/"); ok && isBuild(build) {
			return after
		}
		return strings.TrimPrefix(rest, "*")
	case "cdn.jsdelivr.net":
		after, _ := strings.CutPrefix(rest, "npm/")
		return after
	case "cdn.skypack.dev", "unpkg.com", "esm.run", "jspm.dev", "esm.unpkg.com":
		return rest
	default:
		return ""
	}
}

// isBuild knows v135, by which esm.sh names how it builds.
func isBuild(part string) bool {
	return len(part) > 1 && part[0] == 'v' && strings.Trim(part[1:], "0123456789") == "" || part == "stable"
}
