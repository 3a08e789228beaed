package syntax

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax/csharp"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax/golang"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax/java"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax/python"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax/tsx"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax/typescript"
)

var (
	//go:embed python/python.dat.gz
	pythonTables string
	//go:embed typescript/typescript.dat.gz
	typescriptTables string
	//go:embed tsx/tsx.dat.gz
	tsxTables string
	//go:embed golang/golang.dat.gz
	golangTables string
	//go:embed java/java.dat.gz
	javaTables string
	//go:embed csharp/csharp.dat.gz
	csharpTables string
)

// module is a grammar with the library that runs it, as wasm2go translates them; the
// functions are those of .ci/tools/parsers/shim.c.
type module interface {
	Slice() *[]byte
	Xallocate(size int32) int32
	Xdiscard(at int32)
	Xparse(at, size, steps int32) int32
	Xnodes() int32
	Xsymbols() int32
	Xsymbol(i int32) int32
	Xfields() int32
	Xfield(i int32) int32
}

// open unpacks the tables of the parser's grammar.
func (p *Parser) open() error {
	module, err := newModule(p.language)
	if err != nil {
		return err
	}
	p.module = module
	if p.kinds != nil {
		return nil
	}
	for i := range module.Xsymbols() {
		p.kinds = append(p.kinds, p.text(module.Xsymbol(i)))
	}
	p.fields = []string{""}
	for i := range module.Xfields() {
		p.fields = append(p.fields, p.text(module.Xfield(i+1)))
	}
	return nil
}

func newModule(language Language) (module, error) {
	switch language {
	case Python:
		return unpack(pythonTables, func(data string) module { return python.New(data, host{}) })
	case TypeScript:
		return unpack(typescriptTables, func(data string) module { return typescript.New(data, host{}) })
	case TSX:
		return unpack(tsxTables, func(data string) module { return tsx.New(data, host{}) })
	case Go:
		return unpack(golangTables, func(data string) module { return golang.New(data, host{}) })
	case Java:
		return unpack(javaTables, func(data string) module { return java.New(data, host{}) })
	case CSharp:
		return unpack(csharpTables, func(data string) module { return csharp.New(data, host{}) })
	default:
		return nil, fmt.Errorf("no grammar for %q", language)
	}
}

func unpack(tables string, load func(string) module) (module, error) {
	unpacked, err := gzip.NewReader(strings.NewReader(tables))
	if err != nil {
		return nil, fmt.Errorf("unpack a grammar: %w", err)
	}
	data, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, fmt.Errorf("unpack a grammar: %w", err)
	}
	return load(string(data)), nil
}

// text is the string of C at an address.
func (p *Parser) text(at int32) string {
	if at == 0 {
		return ""
	}
	rest := (*p.module.Slice())[at:]
	return string(rest[:bytes.IndexByte(rest, 0)])
}

// host is what the library could ask of a system. It is asked for nothing that matters: a
// clock that is set to stop parsing, which it is not, and a file to print to.
type host struct{}

const unsupported = 58

// Xclock_time_get is asked for no time.
//
//nolint:revive,staticcheck // a name of the translated code
func (host) Xclock_time_get(int32, int64, int32) int32 { return unsupported }

// Xfd_close closes nothing.
//
//nolint:revive,staticcheck // a name of the translated code
func (host) Xfd_close(int32) int32 { return unsupported }

// Xfd_seek seeks nowhere.
//
//nolint:revive,staticcheck // a name of the translated code
func (host) Xfd_seek(_ int32, _ int64, _, _ int32) int32 { return unsupported }

// Xfd_write writes nothing.
//
//nolint:revive,staticcheck // a name of the translated code
func (host) Xfd_write(_, _, _, _ int32) int32 { return unsupported }
