// Where a verifier has its sentences itself, or nobody reads them: an error stays as it is.

/** Returns the error. @internal */
export const explained = async (error: unknown, _question: unknown): Promise<unknown> => error
