package terraform

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
)

// largestPolicy is twice what AWS takes of a policy, in bytes.
const largestPolicy = 64 << 10

// mentioning are the names of the files with policies that mention what matters, as Terraform's own
// need not where it reads one of them.
func mentioning(tree *collect.Tree, needles [][]byte) []string {
	var names []string
	for _, file := range tree.Files {
		switch path.Ext(file.Path) {
		case ".json", ".tftpl", ".tpl", ".tmpl":
		default:
			continue
		}
		if file.Size > largestPolicy || isConfiguration(file.Path) || isValues(file.Path) {
			continue
		}
		data, _ := tree.Read(file.Path) // what cannot be read, whoever reads it tells
		if !bytes.Contains(data, []byte("Statement")) || !containsAny(data, needles) {
			continue
		}
		names = append(names, path.Base(file.Path))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func containsAny(data []byte, needles [][]byte) bool {
	return slices.ContainsFunc(needles, func(needle []byte) bool { return bytes.Contains(data, needle) })
}

// mayRead says whether configuration may read a file of one of some names, by the name or by what
// it ends with.
func mayRead(data []byte, names []string) bool {
	text := string(data)
	return slices.ContainsFunc(names, func(name string) bool {
		return strings.Contains(text, name) || strings.Contains(text, "}"+path.Ext(name))
	})
}
