package code

import (
	"bytes"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// isImportMap knows the files in which Deno has the packages that imports name.
func isImportMap(file string) bool {
	switch path.Base(file) {
	case "deno.json", "deno.jsonc", "import_map.json":
		return true
	default:
		return false
	}
}

// specifier reads the version in a string that says where a package comes from, as Deno has it:
// "npm:@pinecone-database/pinecone@^6.1.0", "https://esm.sh/@pinecone-database/pinecone@6.1.2".
// One that names none takes the newest.
func (d *dependency) specifier(text []byte) bool {
	opens := bytes.LastIndexAny(text[:d.start], "\"'`\n")
	if opens < 0 || text[opens] == '\n' || isCommented(text, d.start) || !isGivenAsSource(text[:opens]) {
		return false
	}
	closes := bytes.IndexByte(text[d.end:], text[opens])
	if closes < 0 || bytes.IndexByte(text[d.end:d.end+closes], '\n') >= 0 {
		return false
	}
	whole := string(text[opens+1 : d.end+closes])
	module := program.ScriptModule(whole)
	if module == whole || module != d.pkg && !strings.HasPrefix(module, d.pkg+"/") {
		return false // package.json says which version, or this is a text
	}
	version, ok := strings.CutPrefix(string(text[d.end:d.end+closes]), "@")
	if !ok {
		return true
	}
	version = version[:strings.IndexAny(version+"/", "/?")]
	d.end += 1 + len(version)
	return d.allowed(version)
}

// isGivenAsSource says whether a text ends with what comes before the specifier of an import, or
// before the value of a field.
func isGivenAsSource(before []byte) bool {
	line := bytes.TrimSpace(before[bytes.LastIndexByte(before, '\n')+1:])
	if bytes.HasPrefix(line, []byte("*")) || bytes.HasPrefix(line, []byte("/*")) {
		return false // of a comment
	}
	before = bytes.TrimRight(before, " \t\r\n")
	for _, word := range []string{"from", "import", "import(", "require(", ":"} {
		if bytes.HasSuffix(before, []byte(word)) {
			return true
		}
	}
	return false
}
