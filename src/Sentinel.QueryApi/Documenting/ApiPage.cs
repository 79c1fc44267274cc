using Swashbuckle.AspNetCore.SwaggerUI;

namespace Sentinel.QueryApi.Documenting;

/// <summary>
/// The OpenAPI document as a page to read and try, at <c>/docs</c>. The page is open and knows nothing; it asks for a token, keeps it until the tab is
/// closed, and shows it with the document and with every request that is tried.
/// </summary>
internal static class ApiPage
{
    private const string Prefix = "docs";

    /// <summary>A token that no header carries, such as one in typographic quotes, is not kept: it is answered by no 401, which would forget it.</summary>
    private const string Ask =
        """
        (request) => {
            const token = sessionStorage.getItem('token') || prompt('A token of Sentinel');
            if (token) {
                if (/[^ -~]/.test(token)) throw new Error('A token is made of ASCII characters');
                request.headers.Authorization = 'Bearer ' + token;
                sessionStorage.setItem('token', token);
            }
            return request;
        }
        """;

    private const string Forget =
        """
        (response) => {
            if (response.status === 401) sessionStorage.removeItem('token');
            return response;
        }
        """;

    public static void UseApiPage(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            // No other page may show this one and have its clicks.
            if (context.Request.Path.StartsWithSegments($"/{Prefix}", StringComparison.OrdinalIgnoreCase)) context.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'";
            return next(context);
        });
        app.UseSwaggerUI(Configure);
    }

    private static void Configure(SwaggerUIOptions page)
    {
        page.RoutePrefix = Prefix;
        page.DocumentTitle = "Sentinel";
        page.SwaggerEndpoint("/openapi/v1.json", "v1");
        page.DocExpansion(DocExpansion.List);
        page.UseRequestInterceptor(OneLine(Ask));
        page.UseResponseInterceptor(OneLine(Forget));
    }

    /// <summary>As the page wants it.</summary>
    private static string OneLine(string function) => string.Join(' ', function.Split('\n', StringSplitOptions.TrimEntries));
}
