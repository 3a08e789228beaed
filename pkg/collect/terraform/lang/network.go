package lang

import (
	"fmt"
	"net"
	"net/netip"

	"github.com/apparentlymart/go-cidr/cidr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/gocty"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// leadingZeros are the zeros before an octet of an IPv4 address. Terraform still reads
// such octets as decimal numbers.
var leadingZeros = lazyregexp.New(`(^|\.)0+([0-9])`)

func cidrHost() function.Function {
	return networkFunction(func(network *net.IPNet, numbers []cty.Value) (string, error) {
		host, err := cidr.HostBig(network, bigInt(numbers[0]))
		if err != nil {
			return "", err
		}
		return host.String(), nil
	}, "hostnum")
}

func cidrNetmask() function.Function {
	return networkFunction(func(network *net.IPNet, _ []cty.Value) (string, error) {
		if len(network.Mask) != net.IPv4len {
			return "", function.NewArgErrorf(0, "only IPv4 has netmasks")
		}
		return net.IP(network.Mask).String(), nil
	})
}

func cidrSubnet() function.Function {
	return networkFunction(func(network *net.IPNet, numbers []cty.Value) (string, error) {
		var bits int
		if err := gocty.FromCtyValue(numbers[0], &bits); err != nil {
			return "", function.NewArgError(1, err)
		}
		subnet, err := cidr.SubnetBig(network, bits, bigInt(numbers[1]))
		if err != nil {
			return "", err
		}
		return subnet.String(), nil
	}, "newbits", "netnum")
}

// cidrSubnets cuts prefixes out of a network one after the other.
func cidrSubnets() function.Function {
	return function.New(&function.Spec{
		Params:       textParameters("prefix"),
		VarParam:     &function.Parameter{Name: "newbits", Type: cty.Number},
		Type:         function.StaticReturnType(cty.List(cty.String)),
		RefineResult: notNull,
		Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
			network, err := parseNetwork(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			var subnets []cty.Value
			var last *net.IPNet
			for i, arg := range args[1:] {
				if last, err = nextSubnet(network, last, arg); err != nil {
					return cty.NilVal, function.NewArgError(i+1, err)
				}
				subnets = append(subnets, cty.StringVal(last.String()))
			}
			return listOf(subnets, kind), nil
		},
	})
}

func nextSubnet(network, last *net.IPNet, extension cty.Value) (*net.IPNet, error) {
	var bits int
	if err := gocty.FromCtyValue(extension, &bits); err != nil {
		return nil, err
	}
	used, all := network.Mask.Size()
	if bits < 1 || bits > all-used {
		return nil, fmt.Errorf("must be from 1 to %d for %s", all-used, network)
	}
	if last == nil {
		last, _ = cidr.PreviousSubnet(network, used+bits)
	}
	next, rollover := cidr.NextSubnet(last, used+bits)
	if rollover || !network.Contains(next.IP) {
		return nil, fmt.Errorf("%s has no room left after %s", network, last)
	}
	return next, nil
}

// networkFunction is a function of a network and whole numbers.
func networkFunction(
	compute func(network *net.IPNet, numbers []cty.Value) (string, error), numbers ...string,
) function.Function {
	parameters := textParameters("prefix")
	for _, name := range numbers {
		parameters = append(parameters, function.Parameter{Name: name, Type: cty.Number})
	}
	return function.New(&function.Spec{
		Params:       parameters,
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			network, err := parseNetwork(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			for i, number := range args[1:] {
				if err := checkWhole(number); err != nil {
					return cty.NilVal, function.NewArgError(i+1, err)
				}
			}
			text, err := compute(network, args[1:])
			return cty.StringVal(text), err
		},
	})
}

func parseNetwork(text string) (*net.IPNet, error) {
	_, network, err := net.ParseCIDR(leadingZeros().ReplaceAllString(text, "$1$2"))
	if err != nil {
		return nil, fmt.Errorf("%q is not a prefix such as 10.0.0.0/16", text)
	}
	return network, nil
}

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
