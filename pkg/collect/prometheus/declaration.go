package prometheus

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// declaration is a resource of Terraform's while it is read.
type declaration struct {
	*snapshot.Observation

	// pieces are what its texts are made of, by pointer, if a template has it.
	pieces map[string][]collect.Piece

	planned bool   // it stands in a plan alone
	hidden  bool   // a value that is hidden has to do with Pinecone's metrics
	texts   string // all that stand in it
	read    bool
}

// declare reads what Terraform declares, so far as it mentions Pinecone. The rest may read what
// is recorded of Pinecone's metrics.
func (c *collector) declare(claimed map[string][]string) {
	if d := c.options.Declared; d != nil && d.size > mostDeclared {
		at, _ := d.sorted()[0].Locations.Get("")
		c.problem(snapshot.Gap, at.Location, fmt.Sprintf(
			"is one of the files in which resources hold more than %d MB: what is above that is not read", mostDeclared>>20))
	}
	for _, made := range c.options.Declared.sorted() {
		for pointer, unknown := range made.Unknown {
			set(made.Values, pointer, filled(unknown))
		}
		made.texts = strings.Join(texts(nil, made.Values), "\n")
		c.declared = append(c.declared, made)
		if strings.Contains(made.texts, pinecone) || made.isMonitoring() && len(made.open()) > 0 {
			c.declaration(made, claimed)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(claimed)) {
		if isTerraform(name) && !c.read[name] {
			c.problem(snapshot.Gap, snapshot.Location{File: collect.Redact(name)},
				"is named under monitoring, and declares nothing of it that is read and has to do with Pinecone")
		}
	}
}

// isMonitoring says whether a resource has nothing but what is read here.
func (d *declaration) isMonitoring() bool {
	return d.hidden || isMonitoring(d.Type, d.texts)
}

func isMonitoring(kind, texts string) bool {
	words := []string{"PrometheusRule", "ScrapeConfig", "prometheus.yml", "prometheus.yaml"}
	if kind == "helm_release" {
		words = append(words, "prometheus", "grafana", "victoria-metrics")
	}
	return strings.Contains(kind, "prometheus") || strings.Contains(kind, "rule") ||
		slices.ContainsFunc(words, func(word string) bool { return strings.Contains(texts, word) })
}

// open are the pointers of what is not known and may be an alert or a scrape, or have some.
func (d *declaration) open() []string {
	var found []string
	for pointer, unknown := range d.Unknown {
		whole := braced(unknown.Pattern) == len(unknown.Pattern) && strings.HasPrefix(unknown.Pattern, "${")
		if (unknown.Pattern == "" || whole) && watches(pointer) || !whole && leavesOpenIn(unknown.Pattern) {
			found = append(found, pointer)
		}
	}
	slices.Sort(found)
	return found
}

// leavesOpenIn says whether a file leaves open something that may watch: rules, and not what one
// is called.
func leavesOpenIn(file string) bool {
	r := reader{holes: &holes{}}
	documents, err := read(r.masked(&page{data: []byte(file), at: make([]int32, len(file))}), "")
	if err != nil {
		return len(r.holes.found) > 0
	}
	return slices.ContainsFunc(documents, func(d *document) bool { return r.holes.leave("", d.value) })
}

// watches says whether it is an alert, a scrape or a list of some that has a pointer.
func watches(pointer string) bool {
	for isElement(pointer) {
		pointer = snapshot.Parent(pointer)
	}
	switch path.Base(pointer) {
	case "manifest", "yaml_body", "data", "scrape_configuration", "config_json", "config_yaml", "model", "rule", "spec",
		"groups", "rules", "panels", "expr", "expression", "query", "conditions",
		"scrape_configs", "static_configs", "staticConfigs", "http_sd_configs", "httpSDConfigs", "targets", "url", "values":
		return true
	default:
		return isConfiguration(path.Base(pointer)) // the key of a file in a ConfigMap
	}
}

// isElement says whether a pointer ends in a number.
func isElement(pointer string) bool {
	_, err := strconv.Atoi(path.Base(pointer))
	return err == nil
}

// projectsOf are references to the projects that values were made of, by pointer. A template
// has no others.
func projectsOf(o *snapshot.Observation, isTemplate bool) map[string][]string {
	found := map[string][]string{}
	for pointer, references := range o.References {
		for _, reference := range references {
			source, address := snapshot.Referred(o.Source, reference)
			steps := strings.Split(address, ".")
			if isTemplate || slices.Contains(steps, "pinecone_project") {
				found[pointer] = append(found[pointer], snapshot.Reference(source, address))
			}
		}
		slices.Sort(found[pointer])
		found[pointer] = slices.Compact(found[pointer])
	}
	return found
}

// sourceOf is a file of configuration as a page, empty where it cannot be read.
func (c *collector) sourceOf(name string) *page {
	if kept, ok := c.pages[name]; ok {
		return kept
	}
	data, _ := c.tree.Read(name) // who has read it before says what is wrong with it
	made := &page{file: collect.NewText(collect.Redact(name), data), data: data}
	c.pages[name] = made
	return made
}

// document is a resource with the places of its values, and where these stand, by file. What
// another file has that is read for itself is left out, unless that is a template.
func (c *collector) document(d *declaration) (made *document, spans map[string][]span) {
	header, _ := d.Locations.Get("")
	made = &document{value: d.Values, entries: map[string]entry{}, projects: projectsOf(d.Observation, d.pieces != nil)}
	if d.planned {
		made.page = &page{whole: &header.Location}
		return made, nil
	}
	made.page, spans = c.sourceOf(header.File), map[string][]span{}
	for _, placed := range d.Locations {
		at := placed.Location
		if placed.Pointer != "" && d.pieces == nil && isConfiguration(at.File) && !isTerraform(at.File) &&
			plainName(at.File) == at.File {
			set(d.Values, placed.Pointer, nil)
			continue
		}
		from := c.sourceOf(at.File)
		if start, end, ok := from.file.Span(at); ok {
			made.entries[placed.Pointer] = written(from, span{start, end})
			if placed.Pointer != "" {
				spans[at.File] = append(spans[at.File], span{start, end})
			}
		}
	}
	for pointer, pieces := range d.pieces {
		if len(pieces) == 0 {
			continue
		}
		whole, of := c.composed(pieces)
		made.entries[pointer] = entry{value: span{0, len(whole.data)}, page: whole}
		spans[pieces[0].At.File] = append(spans[pieces[0].At.File], of...)
	}
	return made, spans
}

// assigned is an argument, or a member of an object, up to its value, and of a heredoc the
// line that begins it.
var assigned = lazyregexp.New(`^(?:(?:[\w.-]+|"[^"\n]*"|\([^()\n]*\))\s*[=:]\s*)?` +
	`(?:<<-?\w+[ \t]*\r?\n|[|>][-+0-9]*[ \t]*\r?\n)?`)

// written divides where a value stands into its name and itself.
func written(from *page, whole span) entry {
	name := len(assigned().Find(from.data[whole.start:whole.end]))
	one := entry{value: span{whole.start + name, whole.end}, page: from}
	if name > 0 {
		one.key = span{whole.start, whole.start + name}
	}
	return one
}

// declaration reads one resource.
func (c *collector) declaration(d *declaration, claimed map[string][]string) {
	d.read = true
	header, _ := d.Locations.Get("")
	r := c.reader(header.File, claimed[header.File])
	r.template, r.victoria, r.holes = len(d.Unknown) > 0, isVictoria([]byte(d.texts)), &holes{}
	made, spans := c.document(d)
	r.walk(made, "", d.Values, surroundings{})
	if !r.isEmpty() || d.isMonitoring() {
		for _, pointer := range d.open() {
			r.problem(snapshot.Gap, made.location(pointer), fmt.Sprintf(
				"leaves open %s of %s, so what that watches is not judged",
				collect.Quote(strings.TrimPrefix(pointer, "/")), collect.Quote(d.Address)))
		}
	}
	if r.isEmpty() {
		return
	}
	if strings.Contains(d.Address, snapshot.SomeInstance) || len(d.Conditions) > 0 {
		r.scrapes, r.monitors, r.queries, r.problems = nil, nil, nil, nil
		r.problem(snapshot.Gap, header.Location, fmt.Sprintf(
			"declares %s, and whether that is made at all is not known, so it is not read", collect.Quote(d.Address)))
	}
	c.source.Counts["declared"]++
	c.keep(r)
	for file, of := range spans {
		c.spans[file] = append(c.spans[file], of...)
		c.read[file] = c.read[file] || c.options.Declared.heldIn(file) == nil
	}
}

// undeclared is a file with blanks in the place of what Terraform declares and was read.
func (c *collector) undeclared(name string, data []byte) []byte {
	if len(c.spans[name]) == 0 {
		return data
	}
	rest := bytes.Clone(data)
	for _, of := range c.spans[name] {
		for i := of.start; i < min(of.end, len(rest)); i++ {
			if rest[i] != '\n' {
				rest[i] = ' '
			}
		}
	}
	return rest
}

// filled is what stands for a value, or a part of it, that is not known.
func filled(unknown snapshot.Unknown) string {
	return cmp.Or(unknown.Pattern, "${"+cmp.Or(unknown.Expression, "…")+"}")
}

// set puts a value into a tree whose parents are there.
func set(values any, pointer string, value any) {
	above, _ := snapshot.Lookup(values, snapshot.Parent(pointer))
	tokens := snapshot.Tokens(pointer)
	switch above := above.(type) {
	case map[string]any:
		above[tokens[len(tokens)-1]] = value
	case []any:
		if at, err := strconv.Atoi(tokens[len(tokens)-1]); err == nil && at >= 0 && at < len(above) {
			above[at] = value
		}
	}
}

// texts are the strings and the keys of a tree.
func texts(found []string, value any) []string {
	switch value := value.(type) {
	case string:
		return append(found, value)
	case []any:
		for _, element := range value {
			found = texts(found, element)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			found = texts(append(found, key), value[key])
		}
	}
	return found
}
