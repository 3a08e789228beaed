package code

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// dependency is an SDK that a file names, and the versions that it allows.
type dependency struct {
	pkg, language string
	// version is the lowest that is allowed; pinned says that no other major version is.
	version    string
	pinned     bool
	locked     bool
	constraint string
	grpc       bool
	start, end int
	// untold says why the version cannot be told, where something says one.
	untold string
	// named is what the version is called that another file has, and place where it stands there.
	named string
	place *snapshot.Location
	// replaces says that it stands for what other files of the project ask for, and scoped that it
	// is for some of them: those of a single other package, or on some versions.
	replaces, scoped bool
}

// sdkPackages are the packages of SDKs, by the language that they are for.
func sdkPackages() []struct{ language, pkg string } {
	return []struct{ language, pkg string }{
		{"python", "pinecone-client"}, {"python", "pinecone"},
		{"typescript", "@pinecone-database/pinecone"},
		{"go", "github.com/pinecone-io/go-pinecone"},
		{"java", "pinecone-client"},
		{"csharp", "Pinecone.Client"},
	}
}

// gradleCatalog is the file in which Gradle looks for versions, in the folder gradle.
const gradleCatalog = "libs.versions.toml"

// ecosystem is the language that a dependency file is for, empty for another file.
func ecosystem(file string) string {
	base := path.Base(file)
	switch {
	case strings.HasPrefix(base, "requirements") && (strings.HasSuffix(base, ".txt") || strings.HasSuffix(base, ".in")),
		base == "pyproject.toml", base == "poetry.lock", base == "uv.lock", base == "Pipfile", base == "setup.py",
		base == "setup.cfg", path.Base(path.Dir(file)) == "requirements" && strings.HasSuffix(base, ".txt"):
		return "python"
	case base == packageFile, base == "package-lock.json", base == "yarn.lock", base == "pnpm-lock.yaml",
		base == workspaceFile, isImportMap(file):
		return "typescript"
	case base == "go.mod":
		return "go"
	case base == "pom.xml", base == "build.gradle", base == "build.gradle.kts", base == gradleCatalog:
		return "java"
	case strings.HasSuffix(base, ".csproj"), base == "Directory.Packages.props",
		base == "Directory.Build.props":
		return "csharp"
	default:
		return ""
	}
}

func isDependencyFile(file string) bool { return ecosystem(file) != "" }

// dependencies finds the SDKs that a file names. One that is named twice is taken twice.
func dependencies(file string, text []byte) []dependency {
	switch path.Base(file) {
	case packageFile:
		return inPackage(text)
	case workspaceFile:
		return inWorkspace(text)
	}
	var found []dependency
	language := ecosystem(file)
	if isScript(languageOf(file)) {
		language = "typescript" // of what its imports say
	}
	for _, sdk := range sdkPackages() {
		if sdk.language != language {
			continue
		}
		for from := 0; ; {
			i := bytes.Index(text[from:], []byte(sdk.pkg))
			if i < 0 {
				break
			}
			start := from + i
			from = start + len(sdk.pkg)
			if one, ok := readDependency(file, text, start, sdk.pkg); ok {
				one.language = language
				found = append(found, one)
			}
		}
	}
	return found
}

// readDependency reads what follows a package's name, where that is a dependency on it.
func readDependency(file string, text []byte, start int, pkg string) (dependency, bool) {
	end := start + len(pkg)
	one := dependency{pkg: pkg, start: start, end: end}
	if isImportMap(file) || isScript(languageOf(file)) {
		return one, one.specifier(text)
	}
	if start > 0 && isPackageByte(text[start-1]) || isCommented(text, start) {
		return one, false
	}
	rest := text[end:min(end+300, len(text))]
	switch ecosystem(file) {
	case "python":
		return one, one.python(path.Base(file), rest)
	case "typescript":
		return one, one.script(path.Base(file), rest)
	case "go":
		return one, one.golang(rest)
	case "java":
		return one, one.java(text, rest)
	default:
		return one, one.csharp(text, rest)
	}
}

func isPackageByte(b byte) bool {
	return b == '-' || b == '_' || b == '.' || b == '/' ||
		b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func isCommented(text []byte, at int) bool {
	line := text[bytes.LastIndexByte(text[:at], '\n')+1 : at]
	trimmed := strings.TrimSpace(string(line))
	return strings.HasPrefix(trimmed, "#") || strings.HasPrefix(trimmed, "//")
}

// python reads "pinecone[grpc]>=7,<8" and what locks and Poetry make of it.
func (d *dependency) python(base string, rest []byte) bool {
	text := string(rest)
	if strings.HasPrefix(text, "[") {
		extras, after, ok := strings.Cut(text, "]")
		if !ok {
			return false
		}
		d.grpc, text = strings.Contains(extras, "grpc"), after
	}
	line, _, _ := strings.Cut(text, "\n")
	if strings.HasSuffix(base, ".lock") {
		d.locked = true
		return strings.HasPrefix(text, "\"\nversion = \"") && d.exact(strings.TrimPrefix(text, "\"\nversion = \""))
	}
	trimmed := strings.TrimLeft(line, " \t")
	if strings.HasPrefix(trimmed, "= ") || strings.HasPrefix(trimmed, "=\"") || strings.HasPrefix(trimmed, "={") {
		return d.assigned(strings.TrimLeft(trimmed, "= "))
	}
	if base == "setup.py" || base == "setup.cfg" || strings.HasSuffix(base, ".toml") || base == "Pipfile" {
		trimmed, _, _ = strings.Cut(trimmed, `"`)
		trimmed, _, _ = strings.Cut(trimmed, `'`)
	}
	trimmed, _, _ = strings.Cut(trimmed, ";")
	trimmed, _, _ = strings.Cut(trimmed, "#")
	trimmed, _, _ = strings.Cut(" "+trimmed, " --") // an option of pip's, such as a hash
	trimmed = strings.TrimSpace(trimmed)
	switch {
	case strings.HasPrefix(trimmed, "@ "): // pinecone @ git+https://…
		return d.tellsNone(trimmed)
	case trimmed != "" && !strings.ContainsAny(trimmed[:1], "=<>~!^\\"):
		return false // another word
	default:
		return d.allowed(strings.TrimRight(trimmed, " \\"))
	}
}

// assigned reads what Poetry and uv give a package: "^7", {version = "^7"}, {git = "https://…"}.
func (d *dependency) assigned(value string) bool {
	if !strings.HasPrefix(value, "{") {
		_, value, _ = strings.Cut(value, `"`)
		value, _, _ = strings.Cut(value, `"`)
		return d.allowed(value)
	}
	d.grpc = d.grpc || strings.Contains(value, `"grpc"`)
	if given := ofTable(value, "version"); given != "" {
		return d.allowed(given)
	}
	return d.tellsNone(value)
}

// ofTable is the text that a table of TOML on one line has by a name, empty where it has none.
func ofTable(table, name string) string {
	given := regexp.MustCompile(`[{,\s]` + name + `\s*=\s*["']([^"']*)`).FindStringSubmatch(table)
	if given == nil {
		return ""
	}
	return given[1]
}

// tellsNone is for what says where a package comes from, and not which version that is.
func (d *dependency) tellsNone(text string) bool {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	d.constraint = text
	d.version, d.pinned = "", false
	d.untold = collect.Quote(text) + " does not say which version it is"
	return true
}

// script reads what npm, Yarn and pnpm lock.
func (d *dependency) script(base string, rest []byte) bool {
	text := string(rest)
	switch base {
	case "package-lock.json":
		d.locked = true
		before, after, ok := strings.Cut(text, `"version": "`)
		before = strings.TrimSpace(strings.TrimPrefix(before, `"`))
		return ok && !strings.Contains(before, "}") && strings.HasPrefix(before, ":") && d.exact(after)
	case "yarn.lock":
		d.locked = true
		_, after, ok := strings.Cut(text, "version ")
		return ok && strings.HasPrefix(text, "@") && d.exact(strings.TrimLeft(after, `"`))
	default: // pnpm-lock.yaml
		d.locked = true
		return strings.HasPrefix(text, "@") && d.exact(text[1:])
	}
}

func (d *dependency) golang(rest []byte) bool {
	_, after, ok := strings.Cut(string(rest), " v")
	line, _, _ := strings.Cut(string(rest), "\n")
	d.locked = true
	return ok && strings.Contains(line, " v") && d.exact(after)
}

// exact takes the version that a text begins with.
func (d *dependency) exact(text string) bool {
	d.version, d.pinned = leadingVersion(text), true
	d.constraint = d.version
	return d.version != ""
}

func leadingVersion(text string) string {
	end := 0
	for end < len(text) && (text[end] == '.' || text[end] >= '0' && text[end] <= '9') {
		end++
	}
	return strings.Trim(text[:end], ".")
}

// allowed reads a constraint of pip, Poetry or npm: the lowest version that it allows, and
// whether it keeps to one major version.
func (d *dependency) allowed(text string) bool {
	d.constraint = strings.TrimSpace(text)
	text = strings.NewReplacer("= ", "=", "< ", "<", "> ", ">", "~ ", "~", "^ ", "^").Replace(text)
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '|' }) {
		version := leadingVersion(strings.TrimLeft(part, "=<>~!^v "))
		if version == "" && !isAny(part) {
			return d.tellsNone(text)
		}
		if version == "" {
			continue
		}
		major, _, _ := strings.Cut(version, ".")
		switch {
		case strings.HasPrefix(part, "!"):
		case strings.HasPrefix(part, "<"):
			low, _, _ := strings.Cut(d.version, ".")
			within := low == major || isNext(low, major) && strings.TrimRight(version, ".0") == major
			d.pinned = d.pinned || d.version != "" && within
		case strings.HasPrefix(part, ">"):
			d.version = version
		default: // ==, ~=, ^, ~ and a bare version
			d.version, d.pinned = version, true
		}
	}
	return true
}

// isAny knows what allows every version, or stands between two.
func isAny(part string) bool { return slices.Contains([]string{"*", "x", "X", "latest", "-"}, part) }

func isNext(low, high string) bool {
	return len(low) == 1 && len(high) == 1 && high[0] == low[0]+1 || low == "9" && high == "10"
}
