using Sentinel.Storage;

namespace Sentinel.QueryApi.Tokens;

/// <summary>Tokens in the store, each a document under its id.</summary>
internal sealed class TokenStore(IDocuments documents, TimeProvider time)
{
    /// <summary>There are no more: every process keeps all of them in mind.</summary>
    public const int MaxTokens = 10_000;

    private const int PageSize = IDocuments.MaxListed;

    /// <returns>What is to be kept, and the token itself, which is known nowhere else.</returns>
    public (Token Token, string Secret) Make(TokenRequest request)
    {
        var secret = ApiToken.New();
        var hash = ApiToken.HashOf(secret);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return (new(ApiToken.IdOf(hash), request.Name, hash, request.Scopes, now, request.Expires, request.Filter, LastUsed: null), secret);
    }

    /// <exception cref="StoreUnavailableException">Whether it is there or not, nobody has its secret: make another.</exception>
    public async Task AddAsync(Token token, CancellationToken cancellation)
    {
        if (!await documents.WriteAsync(token.Key, token.Write(), expected: null, cancellation))
            throw new StoreUnavailableException($"a token {token.Id} is there already");
    }

    /// <summary>All of them by id; a document that cannot be read is none.</summary>
    public async Task<IReadOnlyList<Token>> ListAsync(CancellationToken cancellation)
    {
        var tokens = new List<Token>();
        string? after = null;
        while (true)
        {
            var page = await documents.ListAsync(Token.Collection, after, PageSize, cancellation);
            tokens.AddRange(page.Select(Token.Read).OfType<Token>());
            if (page.Count < PageSize) return tokens;
            after = page[^1].Key.Name;
        }
    }

    public async Task<Token?> ReadAsync(string id, CancellationToken cancellation) =>
        await documents.ReadAsync(Token.KeyOf(id), cancellation) is { } document ? Token.Read(document) : null;

    /// <summary>Whether there is one of the id, also one that cannot be read.</summary>
    public async Task<bool> HoldsAsync(string id, CancellationToken cancellation) => await documents.ReadAsync(Token.KeyOf(id), cancellation) is not null;

    /// <summary>Removes the token, also one that cannot be read.</summary>
    /// <returns>False where there is none.</returns>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellation)
    {
        while (await documents.ReadAsync(Token.KeyOf(id), cancellation) is { } document)
        {
            if (await documents.DeleteAsync(document.Key, document.Version, cancellation)) return true;
        }

        return false;
    }

    /// <summary>Notes a use. Where another process changes the token meanwhile, the next use notes it.</summary>
    /// <param name="at">Epoch ms.</param>
    public async Task NoteUseAsync(string id, long at, CancellationToken cancellation)
    {
        if (await documents.ReadAsync(Token.KeyOf(id), cancellation) is not { } document || Token.Read(document) is not { } token || token.LastUsed >= at) return;
        await documents.WriteAsync(token.Key, (token with { LastUsed = at }).Write(), document.Version, cancellation);
    }
}
