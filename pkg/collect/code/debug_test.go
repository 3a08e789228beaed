package code

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

func TestDebug(t *testing.T) {
	f := os.Getenv("DEBUG_FILE")
	if f == "" {
		t.Skip()
	}
	text, _ := os.ReadFile(f)
	l := syntax.Language(os.Getenv("DEBUG_LANG"))
	root, err := syntax.NewParser(l).Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var dump func(n *syntax.Node, d int)
	dump = func(n *syntax.Node, d int) {
		s := ""
		if len(n.Children) == 0 {
			s = string(text[n.Start:n.End])
		}
		fmt.Println(strings.Repeat(" ", d) + n.Field + ":" + n.Kind + " " + s)
		for _, c := range n.Children {
			dump(c, d+1)
		}
	}
	dump(root, 0)
}
