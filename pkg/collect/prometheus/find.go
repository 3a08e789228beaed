package prometheus

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// pinecone is how its name is written in URLs and in the names of metrics.
const pinecone = "pinecone"

// marks are what one of stands in every file that is read here.
func marks() []string {
	return []string{
		"scrape_configs", "ScrapeConfig", "_sd_configs", "static_configs", "httpSDConfigs",
		"expr:", `"expr"`, "discovery.http", "prometheus.scrape", "DatadogMonitor",
	}
}

// plainName is the name of what a template is made into: prometheus.yml of prometheus.yml.tmpl.
func plainName(name string) string {
	switch path.Ext(name) {
	case ".tmpl", ".tpl", ".template", ".tftpl", ".gotmpl", ".j2", ".jinja", ".jinja2", ".erb", ".in":
		return strings.TrimSuffix(name, path.Ext(name))
	default:
		return name
	}
}

// concerns spares nearly every file its parser.
func concerns(data []byte) bool {
	return bytes.Contains(data, []byte(pinecone)) && slices.ContainsFunc(marks(), func(mark string) bool {
		return bytes.Contains(data, []byte(mark))
	})
}

// isAsking says whether a file may have a query of Pinecone's metrics in a tool of another kind.
func isAsking(data []byte) bool {
	return bytes.Contains(data, []byte("pinecone_db_")) && slices.ContainsFunc(asking(), func(key string) bool {
		return bytes.Contains(data, []byte(key+":")) || bytes.Contains(data, []byte(key+`"`))
	})
}

// isVictoria says whether a file speaks of VictoriaMetrics, whose language has more than PromQL.
func isVictoria(data []byte) bool {
	words := []string{"victoriametrics", "VictoriaMetrics", "vmalert", "VMRule"}
	return slices.ContainsFunc(words, func(word string) bool { return bytes.Contains(data, []byte(word)) })
}

// isPlan says whether a file is what Terraform or Pulumi prints of a plan or a state, which also
// has what was there before.
func isPlan(data []byte) bool {
	const head = 1 << 10
	start := data[:min(len(data), head)]
	if !bytes.HasPrefix(bytes.TrimLeft(start, " \t\r\n"), []byte("{")) {
		return false
	}
	return bytes.Contains(start, []byte(`"terraform_version"`)) || bytes.Contains(data, []byte(`"urn:pulumi:`)) &&
		(bytes.Contains(data, []byte(`"steps"`)) || bytes.Contains(data, []byte(`"deployment"`)))
}

// large says of a file that would be read that it is too large. It is searched and not kept.
func (c *collector) large(file collect.File, named bool) {
	if !named && !c.concernsLarge(file.Path) {
		return
	}
	c.problem(snapshot.Gap, snapshot.Location{File: collect.Redact(file.Path)}, fmt.Sprintf(
		"has %d MB, more than the %d MB that are read of a monitoring file: divide it", file.Size>>20, maxSize>>20))
}

func (c *collector) concernsLarge(name string) bool {
	file, err := c.tree.FS().Open(name)
	if err != nil {
		return false // the search for secrets says so
	}
	defer func() { _ = file.Close() }()
	const overlap = 32 // longer than what is looked for
	var mentioned, marked bool
	buffer := make([]byte, overlap, 1<<20)
	for !mentioned || !marked {
		n, err := io.ReadFull(file, buffer[overlap:cap(buffer)])
		part := buffer[:overlap+n]
		mentioned = mentioned || bytes.Contains(part, []byte(pinecone))
		marked = marked || slices.ContainsFunc(marks(), func(mark string) bool { return bytes.Contains(part, []byte(mark)) })
		if err != nil {
			break
		}
		copy(buffer, part[len(part)-overlap:])
	}
	return mentioned && marked
}

// claims are the projects that name each file in the manifest. A path that leads to no
// file is the manifest's fault.
func (c *collector) claims() map[string][]string {
	claimed := map[string][]string{}
	for _, named := range c.options.Named {
		files := c.match(path.Join(c.options.Folder, named.Path))
		if len(files) == 0 {
			files = c.match(named.Path)
		}
		for _, file := range files {
			if !slices.Contains(claimed[file], named.Project) {
				claimed[file] = append(claimed[file], named.Project)
			}
		}
		if len(files) == 0 && named.At != nil {
			c.problem(snapshot.Broken, *named.At, fmt.Sprintf(
				"names %s, which is no file: write its path from the manifest's folder or from the repository's root",
				collect.Quote(named.Path)))
		}
	}
	return claimed
}

// match are the files that a path or a glob names: of the tree, or else anywhere in the
// repository.
func (c *collector) match(pattern string) []string {
	found := map[string]bool{}
	for _, file := range c.tree.Files {
		if ok, err := doublestar.Match(pattern, file.Path); ok && err == nil {
			found[file.Path] = true
		}
	}
	if len(found) == 0 {
		elsewhere, err := doublestar.Glob(c.tree.FS(), pattern, doublestar.WithFilesOnly(), doublestar.WithNoFollow())
		if err == nil {
			return elsewhere
		}
	}
	return slices.Sorted(maps.Keys(found))
}
