package compiled

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// File is what [Encode] wrote, not decoded yet.
type File struct {
	ends    string // of each string in texts, four bytes each
	texts   string
	modules []entry
}

// entry is a module that nobody has asked for yet.
type entry struct {
	pkg     ast.Ref
	name    string
	noun    string
	content decoder
	rules   int
}

// Open reads the directory of a file. The file is trusted: it was generated.
func Open(content string) (*File, error) {
	rest, ok := strings.CutPrefix(content, magic)
	if !ok {
		return nil, fmt.Errorf("open compiled rules: this is another form than %q", strings.TrimSpace(magic))
	}
	f := &File{}
	d := decoder{file: f, rest: rest}
	count := d.count()
	f.ends, d.rest = d.rest[:4*count], d.rest[4*count:]
	if count > 0 {
		f.texts = d.rest[:f.end(count-1)]
	}
	d.rest = d.rest[len(f.texts):]
	f.modules = make([]entry, d.count())
	for i := range f.modules {
		module := d.part()
		name := module.string()
		pkg := module.ref()
		f.modules[i] = entry{pkg: pkg, name: name, noun: noun(pkg), rules: module.count(), content: module}
	}
	return f, nil
}

func (f *File) end(i int) int {
	b := f.ends[4*i : 4*i+4]
	return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 | int(b[3])<<24
}

func (f *File) string(i int) string {
	start := 0
	if i > 0 {
		start = f.end(i - 1)
	}
	return f.texts[start:f.end(i)]
}

// Modules are those of the files that wanted chooses by name, and of the libraries what
// these use; and the topics of the facts that all of them read, sorted.
func (f *File) Modules(wanted func(name string) bool) (map[string]*ast.Module, []string) {
	s := selection{file: f, libraries: map[Use][]pending{}, modules: map[string]*ast.Module{}, topics: map[string]bool{}}
	var open []Use
	for _, entry := range f.modules {
		switch {
		case entry.noun != "":
			s.list(entry)
		case wanted(entry.name):
			content := entry.content
			for range entry.rules {
				rule := content.pending(entry)
				open = append(open, s.take(rule)...)
			}
		}
	}
	for len(open) > 0 {
		use := open[len(open)-1]
		open = open[:len(open)-1]
		rules := s.libraries[use]
		delete(s.libraries, use)
		for _, rule := range rules {
			open = append(open, s.take(rule)...)
		}
	}
	return s.modules, slices.Sorted(maps.Keys(s.topics))
}

// pending is a rule that was not decoded yet.
type pending struct {
	entry   entry
	name    string
	uses    []Use
	topics  []string
	content decoder
}

type selection struct {
	file      *File
	libraries map[Use][]pending
	modules   map[string]*ast.Module
	topics    map[string]bool
}

// list notes the rules of a library by their names.
func (s *selection) list(library entry) {
	content := library.content
	for range library.rules {
		rule := content.pending(library)
		use := Use{library.noun, rule.name}
		s.libraries[use] = append(s.libraries[use], rule)
	}
}

// take decodes a rule into its module, and returns what it uses.
func (s *selection) take(rule pending) []Use {
	module := s.modules[rule.entry.name]
	if module == nil {
		module = &ast.Module{Package: &ast.Package{Path: rule.entry.pkg}}
		s.modules[rule.entry.name] = module
	}
	rule.content.name = rule.entry.name
	module.Rules = append(module.Rules, rule.content.rule(module))
	for _, topic := range rule.topics {
		s.topics[topic] = true
	}
	return rule.uses
}

// decoder reads one part of a file.
type decoder struct {
	file *File
	name string // of the module, for locations
	rest string
}

func (d *decoder) count() int {
	if d.rest[0] < 0x80 { // most are
		n := int(d.rest[0])
		d.rest = d.rest[1:]
		return n
	}
	n, size := binary.Uvarint([]byte(d.rest[:min(len(d.rest), binary.MaxVarintLen64)]))
	d.rest = d.rest[size:]
	return int(n)
}

func (d *decoder) string() string { return d.file.string(d.count()) }

// part cuts off what has its own size before it.
func (d *decoder) part() decoder {
	size := d.count()
	part := decoder{file: d.file, name: d.name, rest: d.rest[:size]}
	d.rest = d.rest[size:]
	return part
}

func (d *decoder) pending(from entry) pending {
	rule := pending{entry: from, name: d.string()}
	for range d.count() {
		rule.uses = append(rule.uses, Use{d.string(), d.string()})
	}
	for range d.count() {
		rule.topics = append(rule.topics, d.string())
	}
	rule.content = d.part()
	return rule
}

func (d *decoder) rule(module *ast.Module) *ast.Rule {
	flags := d.count()
	rule := &ast.Rule{Module: module, Default: flags&isDefault != 0, Location: d.location()}
	head := &ast.Head{Location: rule.Location, Assign: flags&assigns != 0}
	rule.Head = head
	head.Name = ast.Var(d.string())
	head.Reference = d.ref()
	head.Args = d.terms()
	if flags&hasKey != 0 {
		head.Key = d.term()
	}
	if flags&hasValue != 0 {
		head.Value = d.term()
	}
	rule.Body = d.body()
	if flags&hasElse != 0 {
		rule.Else = d.rule(module)
	}
	return rule
}

func (d *decoder) location() *ast.Location {
	return &ast.Location{File: d.name, Row: d.count(), Col: d.count()}
}

func (d *decoder) body() ast.Body {
	body := make(ast.Body, d.count())
	exprs := make([]ast.Expr, len(body))
	for i := range body {
		body[i] = &exprs[i]
		d.expr(body[i])
		body[i].Index = i
	}
	return body
}

func (d *decoder) expr(expr *ast.Expr) {
	flags := d.count()
	expr.Negated, expr.Generated = flags&negated != 0, flags&generated != 0
	expr.Location = d.location()
	switch d.count() {
	case single:
		expr.Terms = d.term()
	case several:
		expr.Terms = d.terms()
	case every:
		loop := &ast.Every{Location: expr.Location}
		if d.count() == 1 {
			loop.Key = d.term()
		}
		loop.Value, loop.Domain = d.term(), d.term()
		loop.Body = d.body()
		expr.Terms = loop
	}
	for range d.count() {
		expr.With = append(expr.With, &ast.With{Target: d.term(), Value: d.term(), Location: expr.Location})
	}
}
