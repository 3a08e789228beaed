package code

import (
	"fmt"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
	"os"
	"strings"
	"testing"
)

func TestDebug(t *testing.T) {
	f := os.Getenv("DEBUG_FILE")
	if f == "" {
		t.Skip()
	}
	text, _ := os.ReadFile(f)
	root, err := syntax.NewParser(languageOf(f)).Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var dump func(n *syntax.Node, d int)
	dump = func(n *syntax.Node, d int) {
		fmt.Println(strings.Repeat(" ", d) + n.Field + ":" + n.Kind)
		for _, c := range n.Children {
			dump(c, d+1)
		}
	}
	if os.Getenv("DEBUG_CST") != "" {
		dump(root, 0)
	}
	l := program.Lower(languageOf(f), root, text)
	var d2 func(n *program.Node, d int)
	d2 = func(n *program.Node, d int) {
		fmt.Println(strings.Repeat(" ", d), n.Kind, n.Role, n.Name, n.Alias)
		for _, c := range n.Children {
			d2(c, d+1)
		}
	}
	d2(l, 0)
}
