package queryplan

import "github.com/open-policy-agent/opa/v1/ast"

// What puts elements into collections changes them in place: the planner gives a collection
// that is being made to nobody.

func (m *machine) makeArray(c *call, s *statement) int {
	return c.give(s, ast.NewTerm(ast.NewArray()))
}

func (m *machine) makeObject(c *call, s *statement) int {
	return c.give(s, ast.NewTerm(ast.NewObject()))
}

func (m *machine) makeSet(c *call, s *statement) int {
	return c.give(s, ast.NewTerm(ast.NewSet()))
}

func (m *machine) append(c *call, s *statement) int {
	if array, ok := c.locals[s.target].Value.(*ast.Array); ok {
		return c.give(s, ast.NewTerm(array.Append(c.value(s.b))))
	}
	return m.fail(c, "append to what is no array")
}

func (m *machine) add(c *call, s *statement) int {
	if set, ok := c.locals[s.target].Value.(ast.Set); ok {
		set.Add(c.value(s.b))
		return reached
	}
	return m.fail(c, "add to what is no set")
}

func (m *machine) insert(c *call, s *statement) int {
	if object, ok := c.locals[s.target].Value.(ast.Object); ok {
		object.Insert(c.value(s.b), c.value(s.c))
		return reached
	}
	return m.fail(c, "insert into what is no object")
}

func (m *machine) insertOnce(c *call, s *statement) int {
	if object, ok := c.locals[s.target].Value.(ast.Object); ok {
		key, value := c.value(s.b), c.value(s.c)
		if before := object.Get(key); before != nil && !before.Equal(value) {
			return m.fail(c, "an object has the values %v and %v for %v", before, value, key)
		}
	}
	return m.insert(c, s)
}
