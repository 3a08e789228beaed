package lang

import (
	"fmt"
	"net/netip"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// cidrContains is OpenTofu's: whether an address or a whole prefix lies within a prefix.
func cidrContains() function.Function {
	return function.New(&function.Spec{
		Params:       textParameters("containing_prefix", "contained_ip_or_prefix"),
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			outer, err := netip.ParsePrefix(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgErrorf(0, "%q is not a prefix such as 10.0.0.0/16", args[0].AsString())
			}
			inner, err := parsePrefix(args[1].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(1, err)
			}
			if outer.Addr().Is4() != inner.Addr().Is4() {
				return cty.NilVal, fmt.Errorf("%s and %s are of different address families", outer, inner)
			}
			within := outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
			return cty.BoolVal(within), nil
		},
	})
}

func parsePrefix(text string) (netip.Prefix, error) {
	if address, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(address, address.BitLen()), nil
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		return netip.Prefix{}, fmt.Errorf("%q is neither an address nor a prefix such as 10.0.0.0/16", text)
	}
	return prefix, nil
}
