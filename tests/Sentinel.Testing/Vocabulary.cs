using Sentinel.Contracts;

namespace Sentinel.Testing;

/// <summary>Values that engines and encodings tend to get wrong, few enough that rows share them.</summary>
public static class Vocabulary
{
    /// <summary>Both families, the edges of prefixes, and texts whose order differs from that of the numbers.</summary>
    public static IReadOnlyList<Address> Addresses { get; } =
    [
        .. new[]
        {
            "0.0.0.0", "9.255.255.255", "10.0.0.0", "10.0.0.9", "10.0.0.10", "10.255.255.255", "11.0.0.0", "127.0.0.1", "192.0.2.1", "255.255.255.255",
            "::ffff:198.51.100.7", "::", "::1", "::102:304", "::fffe:ffff:ffff", "::1:0:0:0", "2001:db8::", "2001:db8::9", "2001:db8::a", "2001:db8:0:ffff::1",
            "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "64:ff9b::c000:201", "fe80::1", "8000::", "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        }.Select(Address.Parse),
    ];

    public static IReadOnlyList<Prefix> Prefixes { get; } =
    [
        .. new[]
        {
            "0.0.0.0/0", "10.0.0.0/8", "10.0.0.8/30", "10.0.0.9/32", "128.0.0.0/1", "198.51.100.0/24", "::ffff:0:0/96", "::ffff:10.0.0.0/104",
            "::/0", "::/64", "::/80", "::ffff:0:0/95", "::/96", "::/127", "2001:db8::/32", "2001:db8::/124", "2001:db8::9/128", "8000::/1", "fe80::/10", "64:ff9b::/96",
        }.Select(Prefix.Parse),
    ];

    /// <summary>Beyond ASCII, above the surrogates, quoted, escaped; in SQL, JSON and query strings a sign; alike but for case or accent.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "alpha", "Alpha", "ALPHA", "alph", "alpha ", "beta", "naïve", "nai\u0308ve", "straße", "Ω", "東京", "\uE000", "\uFFFD", "\uFF5E", "😀", "😀a", "𝒳",
        "it's", "\"quoted\"", "back\\slash", "100%", "a_b", "*", "?", "{}", "[1]", "null", "true", "0", "-1", "NaN", "a,b", "tab\there", "line\nbreak", "a → b", "--", ";",
        "a/b", "&amp;", "<b>", "very-long-" + new string('x', 300),
    ];

    /// <summary>Ms since midnight: the edges of windows and of the day.</summary>
    public static IReadOnlyList<long> TimesOfDay { get; } =
    [
        0, 1, 59_999, 60_000, 60_001, 12 * 3_600_000, (12 * 3_600_000) + 59_999, 86_340_000 - 1, 86_340_000, 86_399_998, 86_399_999,
    ];
}
