package cloudformation

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
)

// isTemplate spares nearly every file the parser.
func isTemplate(data []byte) bool {
	return bytes.Contains(data, []byte("AWS::")) && bytes.Contains(data, []byte("Resources"))
}

// concerns says of a large file whether its beginning is that of a template.
func (c *collector) concerns(file string) bool {
	return isTemplate(collect.Beginning(c.tree.FS(), file, 64<<10)) // what cannot be read, the search for secrets tells
}

func (c *collector) mentioned(data []byte) bool {
	if len(c.options.Mentions) == 0 {
		return true
	}
	lower := bytes.ToLower(data)
	for _, mention := range append(slices.Clip(c.options.Mentions), prometheusTypes) {
		if bytes.Contains(lower, []byte(strings.ToLower(mention))) {
			return true
		}
	}
	return false
}

// relevant says whether a template or one that it nests mentions what is looked for.
func (c *collector) relevant(file string) bool {
	seen := map[string]bool{}
	pending := []string{file}
	for len(pending) > 0 {
		one := c.templates[pending[0]]
		pending = pending[1:]
		if one == nil || seen[one.file] {
			continue
		}
		if one.mentions {
			return true
		}
		seen[one.file] = true
		pending = append(pending, c.nests(one)...)
	}
	return false
}

// nests are the files of the templates that a template nests.
func (c *collector) nests(one *template) []string {
	var files []string
	for i := range one.resources.Entries {
		if file := c.nestedFile(one, one.resources.Entries[i].Value); file != "" {
			files = append(files, file)
		}
	}
	return files
}

// nestedFile is the template that a resource nests, empty where it is not one of the
// repository's. `aws cloudformation package` takes a path for a URL; CDK has the path among
// the metadata.
func (c *collector) nestedFile(one *template, resource *document.Node) string {
	properties := resource.Get("Properties")
	var named string
	switch resource.Get("Type").String() {
	case "AWS::CloudFormation::Stack":
		named = properties.Get("TemplateURL").String()
	case "AWS::Serverless::Application":
		named = properties.Get("Location").String()
	default:
		return ""
	}
	if asset := resource.Get("Metadata").Get("aws:asset:path").String(); asset != "" {
		named = asset
	}
	if named == "" || strings.Contains(named, "://") {
		return ""
	}
	file := path.Join(path.Dir(one.file), named)
	if c.templates[file] == nil {
		return ""
	}
	return file
}

// isOther says whether a type is one that CloudFormation knows, and that is not looked into.
func isOther(kind string) bool {
	return strings.HasPrefix(kind, "AWS::") || strings.HasPrefix(kind, "Custom::") || strings.Count(kind, "::") == 2 ||
		strings.HasSuffix(kind, "::MODULE")
}
